import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import {
  countsOf,
  currentPeriod,
  discardImport,
  findImportUnder,
  findPlaceOfSchool,
  type ImportOwner,
  importRoster,
  listImports,
  openCheckedRoster,
  openPeriods,
  Persistence,
  reportRows,
  type StoredImport,
  sha256Hex,
  warningsOf,
} from '#persistence';
import { idempotencyOf } from '../http/idempotency.js';
import { CATALOGUE, type ProblemCode } from '../problems/catalogue.js';
import { ProblemError, type ProblemParams } from '../problems/problem-error.js';
import type { SeatedSession } from '../session/current-session.js';
import type { ImportListedView, ImportRowsView, ImportView, ListImportsDto, ListRowsDto } from './import.dto.js';
import { markedRosterName, markedRosterWorkbook } from './marked-roster-workbook.js';
import { fileProblem, readUpload, receiveUpload } from './roster-upload.js';

/** A school's rosters: taken in, reported on, taken back. */
@Injectable()
export class ImportService {
  constructor(private readonly persistence: Persistence) {}

  async upload(session: SeatedSession, request: FastifyRequest): Promise<ImportView> {
    const upload = await receiveUpload(request);
    const period = await this.period(upload.fields.period);
    const owner = await this.owner(session, period);
    const key = idempotencyOf(request, `${sha256Hex(upload.bytes)} ${upload.fields.period ?? ''}`);
    const result = await importRoster(this.persistence, owner, await readUpload(upload), key);
    if (result.ok) return this.view(session, result.id);
    throw result.fault.code === 'key_reused' ? new ProblemError('COMMAND.KEY_REUSED') : fileProblem(result.fault);
  }

  async list({ office }: SeatedSession, query: ListImportsDto): Promise<ImportListedView[]> {
    return (await listImports(this.persistence, { office, ...query })).map(listed);
  }

  async view(session: SeatedSession, id: string): Promise<ImportView> {
    const found = await this.get(session, id);
    const [zh, en] = [warningsOf(found, 'zh'), warningsOf(found, 'en')];
    return {
      ...listed(found),
      ...faultOf(found),
      counts: await countsOf(this.persistence, found),
      warnings: zh.map((sentence, i) => ({ zh: sentence, en: en[i]! })),
      skipped: found.summary.skipped,
      skippedCount: found.summary.skippedCount ?? found.summary.skipped.length,
      sameFileAs: found.summary.sameFileAs,
    };
  }

  async rows(session: SeatedSession, id: string, query: ListRowsDto): Promise<ImportRowsView> {
    await this.get(session, id);
    const rows = await reportRows(this.persistence, id, query);
    return { rows, next: rows.length === query.limit ? rows.at(-1)!.line : null };
  }

  async markedRoster(session: SeatedSession, id: string): Promise<{ name: string; workbook: Readable }> {
    const found = await this.get(session, id);
    const roster = await openCheckedRoster(this.persistence, session.actor, found);
    if (typeof roster === 'string') throw new ProblemError(roster);
    return { name: markedRosterName(found.fileName), workbook: markedRosterWorkbook(roster, found.summary.title) };
  }

  async discard(session: SeatedSession, id: string): Promise<void> {
    const { period } = await this.get(session, id);
    const refusal = await discardImport(this.persistence, await this.owner(session, period), id);
    if (refusal) throw new ProblemError(refusal);
  }

  /** @throws ProblemError where the caller's office has no such import under it. */
  async get({ office }: SeatedSession, id: string): Promise<StoredImport> {
    const found = await findImportUnder(this.persistence, office, id);
    if (!found) throw new ProblemError('IMPORT.NOT_FOUND');
    return found;
  }

  /** The caller as the clerk whose school's import it is. */
  async owner({ actor, postId, office }: SeatedSession, period: number): Promise<ImportOwner> {
    const place = await findPlaceOfSchool(this.persistence.db, office);
    if (!place) throw new ProblemError('ACCESS.WRONG_LEVEL', { office });
    return { actor, post: postId, place, period };
  }

  private async period(asked: string | undefined): Promise<number> {
    if (asked === undefined || asked === '') {
      const current = await currentPeriod(this.persistence);
      if (!current) throw new ProblemError('IMPORT.PERIOD_UNKNOWN');
      return current.code;
    }
    const known = await openPeriods(this.persistence);
    const period = known.find(({ code }) => String(code) === asked);
    if (!period) throw new ProblemError('IMPORT.PERIOD_UNKNOWN');
    return period.code;
  }
}

const listed = ({ id, school, period, fileName, at, state, done, total }: StoredImport): ImportListedView => ({
  id,
  school,
  period,
  fileName,
  at,
  state,
  done,
  total,
});

function faultOf({ fault }: StoredImport): Pick<ImportView, 'fault' | 'faultSentence'> {
  if (!fault) return { fault: null, faultSentence: null };
  const { zh, en } = CATALOGUE[fault.code as ProblemCode];
  const params = (fault.params ?? {}) as ProblemParams;
  return { fault: fault.code, faultSentence: { zh: zh(params), en: en(params) } };
}
