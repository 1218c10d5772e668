import type { Persistence } from '../persistence.js';

/** What the office that sent an application back said. */
export interface ReturnedBecause {
  readonly at: number;
  /** Who returned it, and the office's name. */
  readonly by: string;
  readonly office: string;
  /** Codes of the programme's correctable items. */
  readonly items: readonly string[];
  /** Their own words; null where there were none, or they were erased. */
  readonly opinion: string | null;
}

/** The latest return of each of these applications of one period, by application: from the trail, which holds the items. */
export async function whyReturned(
  { db, texts }: Pick<Persistence, 'db' | 'texts'>,
  period: number,
  applications: readonly string[],
): Promise<Map<string, ReturnedBecause>> {
  if (applications.length === 0) return new Map();
  const rows = await db.query<Omit<ReturnedBecause, 'opinion'> & { application: string; opinion: string | null }>(
    'why-returned',
    `SELECT DISTINCT ON (e.stream) e.stream AS application, e.at, coalesce(s.name, '') AS by, coalesce(o.office_name, o.name, '') AS office,
            e.payload->'items' AS items, e.payload->'opinion'->>'id' AS opinion
     FROM audit.events e LEFT JOIN staff s ON s.id = e.actor LEFT JOIN organisations o ON o.code = split_part(e.seat, '/', 1)
     WHERE e.period = $1 AND e.stream = ANY($2::uuid[]) AND e.type = 'ApplicationReturned'
     ORDER BY e.stream, e.version DESC`,
    [period, applications],
  );
  const words = await texts.read(
    db,
    rows.flatMap(({ opinion }) => opinion ?? []),
  );
  return new Map(
    rows.map(({ application, opinion, ...row }) => [
      application,
      { ...row, opinion: (opinion && words.get(opinion)?.text) || null },
    ]),
  );
}
