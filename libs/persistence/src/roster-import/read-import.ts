import {
  HEADER_WITHIN_ROWS,
  type OpenedRoster,
  openRoster,
  otherSchoolAmong,
  type RosterFileFault,
  type RosterRow,
  type SheetRow,
} from '#domain';
import type { Persistence } from '../persistence.js';
import { inTransaction } from '../transaction.js';
import { insertRows } from './import-rows.js';
import type { ImportSummary } from './import-state.js';
import { failImport, fileOfImport, moveImport, type StoredImport } from './import-store.js';
import { enrolledBySchool, schoolNames } from './roster-reference.js';

/** What a reader of files makes of an upload: its rows as they go by, or why it is no table. */
export type RosterSource =
  | (Pick<ImportSummary, 'format' | 'encoding' | 'sheetName' | 'otherRosterSheets'> & {
      readonly ok: true;
      readonly pieces: AsyncIterable<{ readonly rows: readonly SheetRow[] } | { readonly fault: RosterFileFault }>;
    })
  | { readonly ok: false; readonly fault: RosterFileFault };

export type OpenRosterSource = (bytes: Buffer) => Promise<RosterSource>;

const ROWS_AT_ONCE = 500;
/** Enough to see what they are; a sheet of notes does not become a list of them. */
export const SKIPPED_SHOWN = 500;

/**
 * Takes the rows of an upload in, some hundred at a time. Interrupted and called again it reads the file from its
 * beginning and goes on behind the last row it kept.
 */
export async function readImport(
  persistence: Persistence,
  found: StoredImport,
  county: string,
  open: OpenRosterSource,
  onProgress: (done: number) => void,
): Promise<void> {
  const bytes = await fileOfImport(persistence, found.id);
  if (!bytes) return failImport(persistence, found.id, { code: 'IMPORT.ERASED' }, { forget: true });
  const source = await open(bytes);
  const fail = ({ code, ...params }: RosterFileFault) =>
    failImport(persistence, found.id, { code: `IMPORT.${code.toUpperCase()}`, params }, { forget: true });
  if (!source.ok) return fail(source.fault);
  const intake = new Intake(persistence, found.id, await lastLine(persistence, found.id), onProgress);
  for await (const piece of source.pieces) {
    const fault = 'fault' in piece ? piece.fault : await intake.take(piece.rows);
    if (fault) return fail(fault);
  }
  const ending = await intake.end();
  if ('code' in ending) return fail(ending);
  const { roster, total, skipped, skippedCount } = ending;
  const counts = await enrolledBySchool(persistence, county, found.id);
  const names = await schoolNames(persistence, [found.school, ...counts.keys()]);
  const name = (code: string) => names.get(code) ?? code;
  const otherSchool = otherSchoolAmong(roster, counts, { code: found.school, name: name(found.school) }, name);
  if (otherSchool?.weight === 'refuse') return fail(otherSchool);
  const { format, encoding, sheetName, otherRosterSheets } = source;
  await moveImport(persistence, found.id, 'reading', {
    state: 'checking',
    done: 0,
    total,
    summary: {
      ...{ ...found.summary, format, encoding, sheetName, otherRosterSheets },
      ...{ title: roster.title, skipped, skippedCount, otherSchool },
    },
  });
}

class Intake {
  /** Until the header can be found among them. */
  private top: SheetRow[] = [];
  private roster: OpenedRoster | null = null;
  private waiting: RosterRow[] = [];
  private total = 0;
  private readonly skipped: ImportSummary['skipped'][number][] = [];
  private skippedCount = 0;

  constructor(
    private readonly persistence: Persistence,
    private readonly importId: string,
    private readonly after: number,
    private readonly onProgress: (done: number) => void,
  ) {}

  async take(rows: readonly SheetRow[]): Promise<RosterFileFault | null> {
    if (this.roster) return this.sort(this.roster, rows);
    this.top.push(...rows);
    return this.top.length > HEADER_WITHIN_ROWS ? this.begin() : null;
  }

  async end(): Promise<
    RosterFileFault | { roster: OpenedRoster; total: number; skipped: ImportSummary['skipped']; skippedCount: number }
  > {
    const fault = this.roster ? null : await this.begin();
    if (fault) return fault;
    await this.keep();
    const { roster, total, skipped, skippedCount } = this;
    return total === 0 ? { code: 'no_data_rows' } : { roster: roster!, total, skipped, skippedCount };
  }

  private async begin(): Promise<RosterFileFault | null> {
    const opening = openRoster(this.top);
    if (!opening.ok) return opening.fault;
    this.roster = opening.roster;
    for (const { line, reason } of opening.roster.skipped) this.skip(line, reason);
    const rows = this.top.slice(opening.roster.dataFrom);
    this.top = [];
    return this.sort(opening.roster, rows);
  }

  private async sort(roster: OpenedRoster, rows: readonly SheetRow[]): Promise<null> {
    for (const each of rows) {
      const taken = roster.take(each);
      if (taken.kind === 'skipped') this.skip(taken.line, taken.reason);
      else {
        this.total++;
        if (taken.row.line > this.after) this.waiting.push(taken.row);
      }
      if (this.waiting.length >= ROWS_AT_ONCE) await this.keep();
    }
    return null;
  }

  private skip(line: number, reason: ImportSummary['skipped'][number]['reason']): void {
    this.skippedCount++;
    if (this.skipped.length < SKIPPED_SHOWN) this.skipped.push({ line, reason });
  }

  private async keep(): Promise<void> {
    const rows = this.waiting.map((row) => ({ row, outcome: null, personId: null }));
    this.waiting = [];
    await inTransaction(this.persistence.db, async (tx) => {
      await insertRows(tx, this.persistence, this.importId, rows);
      await tx.query({
        name: 'save-read',
        text: 'UPDATE roster_imports SET done = greatest(done, $2) WHERE id = $1',
        values: [this.importId, this.total],
      });
    });
    this.onProgress(this.total);
  }
}

async function lastLine({ db }: Pick<Persistence, 'db'>, importId: string): Promise<number> {
  const [row] = await db.query<{ line: number | null }>(
    'last-line',
    'SELECT max(line) AS line FROM roster_import_rows WHERE import_id = $1',
    [importId],
  );
  return row?.line ?? 0;
}
