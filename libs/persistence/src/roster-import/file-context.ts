import { type FileContext, LINES_SHOWN, type RosterReading } from '#domain';
import type { Persistence } from '../persistence.js';
import { newestSnapshots } from '../queries/newest-snapshots.js';

/** Of each card this many households are told apart: a row's own, and as many others as are shown. */
const HOUSEHOLDS = LINES_SHOWN + 1;
const OF_A_CHILD = 'child ';

const FIRST_LINES = `
  SELECT encode(id_lookup, 'hex') AS id, min(line) AS line FROM roster_import_rows
  WHERE import_id = $1 AND id_lookup = ANY($2::bytea[]) GROUP BY id_lookup`;

const CARD_USE = `
  WITH newest AS (
    ${newestSnapshots('$3')}),
  used AS (
    SELECT r.card_lookup AS card, r.line,
           coalesce(m.household_no, CASE WHEN c.person_id IS NOT NULL THEN '${OF_A_CHILD}' || encode(r.id_lookup, 'hex') END) AS holder
    FROM roster_import_rows r
    JOIN personal_values v ON v.kind = 'id-number' AND v.lookup = r.id_lookup
    LEFT JOIN registry_members m ON m.person_id = v.owner AND m.snapshot_id = (SELECT id FROM newest WHERE kind = 'registry')
    LEFT JOIN special_children c ON c.person_id = v.owner AND c.snapshot_id = (SELECT id FROM newest WHERE kind = 'special')
    WHERE r.import_id = $1 AND r.card_lookup = ANY($2::bytea[])),
  numbered AS (
    SELECT card, holder, line, row_number() OVER (PARTITION BY card, holder ORDER BY line) AS n,
           min(line) OVER (PARTITION BY card, holder) AS first
    FROM used WHERE holder IS NOT NULL),
  ranked AS (SELECT *, dense_rank() OVER (PARTITION BY card ORDER BY first) AS household FROM numbered)
  SELECT encode(card, 'hex') AS card, holder, line FROM ranked WHERE n <= $4 AND household <= $5 ORDER BY card, first, line`;

/**
 * Where else in their file the numbers of these rows stand, of all rows that are stored of it: what `checkRows` needs to
 * come to the same as if it had the whole file in hand.
 */
export async function loadFileContext(
  { db, keys }: Pick<Persistence, 'db' | 'keys'>,
  county: string,
  importId: string,
  readings: readonly RosterReading[],
): Promise<FileContext> {
  const idNumbers = readings.flatMap(({ id }) => (id.kind === 'valid' ? [id.idNumber] : []));
  const cards = readings.flatMap(({ values }) => (values.bankCard ? [values.bankCard] : []));
  const hashesOf = (kind: string, values: readonly string[]) =>
    new Map(values.map((value) => [value, keys.lookup(kind, value)]));
  const [idHashes, cardHashes] = [hashesOf('id-number', idNumbers), hashesOf('card', cards)];
  const [firstLines, used] = await Promise.all([
    db.query<{ id: string; line: number }>('first-lines', FIRST_LINES, [importId, [...idHashes.values()]]),
    db.query<{ card: string; holder: string; line: number }>('card-use', CARD_USE, [
      importId,
      [...cardHashes.values()],
      county,
      LINES_SHOWN,
      HOUSEHOLDS,
    ]),
  ]);
  const lineOfHash = new Map(firstLines.map(({ id, line }) => [id, line]));
  const idOfHash = new Map([...idHashes].map(([idNumber, hash]) => [`${OF_A_CHILD}${hash.toString('hex')}`, idNumber]));
  const useOfHash = new Map<string, Map<string, number[]>>();
  for (const { card, holder, line } of used) {
    const households = useOfHash.get(card) ?? new Map<string, number[]>();
    useOfHash.set(card, households);
    // The law calls a child without a household by its ID number.
    const name = idOfHash.get(holder) ?? holder;
    households.set(name, [...(households.get(name) ?? []), line]);
  }
  return {
    firstLine: (idNumber) => lineOfHash.get(idHashes.get(idNumber)?.toString('hex') ?? '') ?? null,
    cardUse: (card) => useOfHash.get(cardHashes.get(card)?.toString('hex') ?? '') ?? new Map(),
  };
}
