import { describeFileFault, describeOutcome, type Language } from '#domain';
import type { Persistence } from '../persistence.js';
import { maskCard, maskIdNumber, maskPhone } from '../queries/masks.js';
import { openRow, ROW, type StoredRow, UNCHECKED } from './import-rows.js';
import { type RowReport, type RowSecret, UNDER_WAY } from './import-state.js';
import type { StoredImport } from './import-store.js';

export interface ImportCounts {
  /** By outcome, in the words of a county's expected outcomes. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly rows: number;
  readonly accepted: number;
  readonly flagged: number;
  readonly rejected: number;
  /** Applications this import drafted, and what they come to in fen. */
  readonly drafts: number;
  readonly draftsFen: number;
  /** Programmes for which a recognised child had an application before. */
  readonly already: number;
  /** Recognised children entitled to no active programme. */
  readonly entitledToNone: number;
  /** Rows whose only fault is a card that may be a passbook. */
  readonly confirmable: number;
}

export async function countImport({ db }: Pick<Persistence, 'db'>, importId: string): Promise<ImportCounts> {
  const [outcomes, [totals]] = await Promise.all([
    db.query<{ outcome: string; count: number }>(
      'import-outcomes',
      'SELECT outcome, count(*) AS count FROM roster_import_rows WHERE import_id = $1 GROUP BY outcome ORDER BY outcome',
      [importId],
    ),
    db.query<{ drafts: number; draftsFen: number; already: number; entitledToNone: number; confirmable: number }>(
      'import-totals',
      `SELECT count(*) FILTER (WHERE p.each->>'result' = 'drafted') AS drafts,
              coalesce(sum((p.each->>'amountFen')::bigint) FILTER (WHERE p.each->>'result' = 'drafted'), 0)::bigint AS "draftsFen",
              count(*) FILTER (WHERE p.each->>'result' = 'already') AS already,
              count(DISTINCT r.line) FILTER (WHERE r.report ? 'programmes'
                AND NOT r.report->'programmes' @> '[{"result":"drafted"}]' AND NOT r.report->'programmes' @> '[{"result":"already"}]'
                AND NOT r.report->'programmes' @> '[{"result":"refused"}]') AS "entitledToNone",
              count(DISTINCT r.line) FILTER (WHERE r.report->>'confirmable' = 'passbook') AS confirmable
       FROM roster_import_rows r LEFT JOIN LATERAL jsonb_array_elements(r.report->'programmes') AS p(each) ON true WHERE r.import_id = $1`,
      [importId],
    ),
  ]);
  const sum = (prefix: string) =>
    outcomes.filter(({ outcome }) => outcome.startsWith(prefix)).reduce((total, { count }) => total + count, 0);
  return {
    outcomes: Object.fromEntries(outcomes.map(({ outcome, count }) => [outcome, count])),
    rows: sum(''),
    accepted: sum('accept'),
    flagged: sum('accept:flagged'),
    rejected: sum('reject'),
    drafts: totals?.drafts ?? 0,
    draftsFen: totals?.draftsFen ?? 0,
    already: totals?.already ?? 0,
    entitledToNone: totals?.entitledToNone ?? 0,
    confirmable: totals?.confirmable ?? 0,
  };
}

const NOTHING: ImportCounts = {
  ...{ outcomes: {}, rows: 0, accepted: 0, flagged: 0, rejected: 0 },
  ...{ drafts: 0, draftsFen: 0, already: 0, entitledToNone: 0, confirmable: 0 },
};

/** As counted when it became ready: whoever looks on while a large one is worked on does not count it each time. */
export async function countsOf(persistence: Persistence, { id, state, counts }: StoredImport): Promise<ImportCounts> {
  return counts ?? (UNDER_WAY.includes(state) ? NOTHING : await countImport(persistence, id));
}

export interface ReportedRow extends RowReport {
  readonly line: number;
  readonly outcome: string;
  /** What came of it, in a sentence the clerk can act on; long numbers are masked. Null once the cells were erased. */
  readonly sentence: Readonly<Record<Language, string>> | null;
  readonly name: string | null;
  readonly idNumber: string | null;
  readonly bankCard: string | null;
  readonly telephone: string | null;
  /** What a correction must name; moves when the row is judged anew. */
  readonly revision: number;
  /** How often it was corrected in place. */
  readonly corrections: number;
  /** Its cells are there to be corrected. */
  readonly correctable: boolean;
}

export interface RowFilter {
  readonly after?: number;
  readonly limit: number;
  /** The beginning of an outcome: `reject`, `accept:flagged`, `reject:id_checksum`. */
  readonly outcome?: string;
}

const REPORTED = `${ROW}, (SELECT count(*) FROM roster_corrections c WHERE c.import_id = r.import_id AND c.line = r.line) AS corrections`;

/** Rows in the order of their lines, cells masked. */
export async function reportRows(
  { db, keys }: Persistence,
  importId: string,
  { after = 0, limit, outcome }: RowFilter,
): Promise<ReportedRow[]> {
  const rows = await db.query<CountedRow>(
    'import-rows',
    `SELECT ${REPORTED} FROM roster_import_rows r
     WHERE import_id = $1 AND line > $2 AND ($3::text IS NULL OR starts_with(outcome, $3)) ORDER BY line LIMIT $4`,
    [importId, after, outcome ?? null, limit],
  );
  return rows.map((row) => reported(row, openRow(keys, row)));
}

/** These rows, in the order of their lines, cells masked. */
export async function reportLines(
  { db, keys }: Persistence,
  importId: string,
  lines: readonly number[],
): Promise<ReportedRow[]> {
  const rows = await db.query<CountedRow>(
    'import-lines',
    `SELECT ${REPORTED} FROM roster_import_rows r WHERE import_id = $1 AND line = ANY($2::int[]) ORDER BY line`,
    [importId, lines],
  );
  return rows.map((row) => reported(row, openRow(keys, row)));
}

type CountedRow = StoredRow & { corrections: number };

function reported({ line, outcome, report, revision, corrections }: CountedRow, secret: RowSecret | null): ReportedRow {
  const told = secret?.outcome ?? null;
  return {
    line,
    outcome,
    ...report,
    sentence: told && {
      zh: maskNumbersIn(describeOutcome(told, 'zh')),
      en: maskNumbersIn(describeOutcome(told, 'en')),
    },
    name: told?.values.name ?? null,
    idNumber: told?.values.idNumber ? maskIdNumber(told.values.idNumber) : null,
    bankCard: told?.values.bankCard ? maskCard(told.values.bankCard) : null,
    telephone: told?.values.telephone ? maskPhone(told.values.telephone) : null,
    revision,
    corrections,
    correctable: Boolean(secret?.cells) && told !== null && outcome !== UNCHECKED,
  };
}

/** A sentence quotes what the school wrote: numbers long enough to be somebody's are masked in it as everywhere. */
const maskNumbersIn = (sentence: string): string =>
  sentence.replace(/\d{9,}[\dXx]/g, (number) => (number.length < 13 ? maskPhone(number) : maskIdNumber(number)));

/** What is to be said of the file as a whole although it was taken. */
export const warningsOf = ({ summary }: StoredImport, language: Language): string[] => [
  ...(summary.otherSchool ? [describeFileFault(summary.otherSchool, language)] : []),
  ...summary.otherRosterSheets.map((name) =>
    language === 'zh'
      ? `工作簿里还有工作表“${name}”也像花名册，没有读取。`
      : `The sheet “${name}” looks like a roster too and was not read.`,
  ),
  ...(summary.sameFileAs
    ? [
        language === 'zh'
          ? '这个文件以前上传过，不会重复申请。'
          : 'The same file was uploaded before; nothing is applied for twice.',
      ]
    : []),
];
