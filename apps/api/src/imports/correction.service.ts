import { Injectable } from '@nestjs/common';
import {
  type CellTexts,
  type CorrectionResult,
  cellsOfRow,
  confirmPassbook,
  correctRow,
  type ImportOwner,
  Persistence,
  type RowToCorrect,
  recordAccess,
  reportLines,
  undoCorrection,
} from '#persistence';
import { ProblemError } from '../problems/problem-error.js';
import type { SeatedSession } from '../session/current-session.js';
import type { CorrectedRowsView, RowCellsView } from './correction.dto.js';
import type { ImportRowsView } from './import.dto.js';
import { ImportService } from './import.service.js';

/** Rows put right in place, by the clerk of the school whose roster it is. */
@Injectable()
export class CorrectionService {
  constructor(
    private readonly persistence: Persistence,
    private readonly imports: ImportService,
  ) {}

  async cells(session: SeatedSession, id: string, line: number): Promise<RowCellsView> {
    await this.owner(session, id);
    await recordAccess(this.persistence.db, session.actor, 'roster-row-read', id, { line });
    const found = await cellsOfRow(this.persistence, id, line);
    if (typeof found === 'string') throw new ProblemError(found);
    return found;
  }

  async correct(session: SeatedSession, at: RowToCorrect, cells: CellTexts): Promise<CorrectedRowsView> {
    return this.judged(at, await correctRow(this.persistence, await this.owner(session, at.importId), at, cells));
  }

  async undo(session: SeatedSession, at: RowToCorrect): Promise<CorrectedRowsView> {
    return this.judged(at, await undoCorrection(this.persistence, await this.owner(session, at.importId), at));
  }

  async confirmPassbook(session: SeatedSession, id: string, line: number): Promise<ImportRowsView> {
    const refusal = await confirmPassbook(this.persistence, await this.owner(session, id), id, line);
    if (refusal) throw new ProblemError(refusal);
    return this.imports.rows(session, id, { after: line - 1, limit: 1 });
  }

  private async judged({ importId }: RowToCorrect, result: CorrectionResult): Promise<CorrectedRowsView> {
    if (!result.ok) throw new ProblemError(result.refusal);
    return { rows: await reportLines(this.persistence, importId, result.lines) };
  }

  private async owner(session: SeatedSession, id: string): Promise<ImportOwner> {
    const { school, period } = await this.imports.get(session, id);
    if (school !== session.office) throw new ProblemError('IMPORT.NOT_FOUND');
    return this.imports.owner(session, period);
  }
}
