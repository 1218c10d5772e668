import type { Place, Role } from '#domain';
import type { Database, Tx } from '../database.js';
import type { Keys } from '../keys.js';
import type { OrganisationData } from './county-data.js';

/** Adds organisations or corrects what is known of them; parents may stand anywhere in the list, or be known already. */
export async function saveOrganisations(tx: Tx, keys: Keys, organisations: readonly OrganisationData[]): Promise<void> {
  const rows = inTreeOrder(organisations).map((each) => ({
    code: each.code,
    name: each.name,
    level: each.level,
    parent_code: each.parentCode,
    office_name: each.officeName,
    school_stage: each.schoolStage,
    ownership: each.ownership,
    public_account: each.publicAccount === null ? null : keys.encrypt(each.publicAccount).toString('hex'),
  }));
  for (const row of rows) {
    // One by one and parents first: each finds its parent's ancestors, also where the parent was there before.
    await tx.query({
      name: 'save-organisation',
      text: `INSERT INTO organisations (code, name, level, parent_code, ancestors, office_name, school_stage, ownership, public_account)
             SELECT x.code, x.name, x.level, x.parent_code,
                    x.code || coalesce((SELECT p.ancestors FROM organisations p WHERE p.code = x.parent_code), '{}'),
                    x.office_name, x.school_stage, x.ownership, decode(x.public_account, 'hex')
             FROM jsonb_to_record($1::jsonb) AS x(code text, name text, level text, parent_code text, office_name text, school_stage text, ownership text, public_account text)
             ON CONFLICT (code) DO UPDATE SET name = excluded.name, level = excluded.level, parent_code = excluded.parent_code,
               ancestors = excluded.ancestors, office_name = excluded.office_name, school_stage = excluded.school_stage,
               ownership = excluded.ownership, public_account = excluded.public_account`,
      values: [JSON.stringify(row)],
    });
  }
}

function inTreeOrder(organisations: readonly OrganisationData[]): OrganisationData[] {
  const childrenOf = new Map<string | null, OrganisationData[]>();
  const known = new Set(organisations.map(({ code }) => code));
  for (const each of organisations) {
    const parent = each.parentCode !== null && known.has(each.parentCode) ? each.parentCode : null;
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), each]);
  }
  const walk = (parent: string | null): OrganisationData[] =>
    (childrenOf.get(parent) ?? []).flatMap((each) => [each, ...walk(each.code)]);
  const ordered = walk(null);
  if (ordered.length < organisations.length)
    throw new Error('the organisations hold a circle: one of them is its own superior');
  return ordered;
}

/** Where a school lies in the tree; null where the code is no school. */
export async function findPlaceOfSchool(db: Database, school: string): Promise<Place | null> {
  const [row] = await db.query<{ township: string | null; county: string | null }>(
    'place-of-school',
    `SELECT max(a.code) FILTER (WHERE a.level = 'township') AS township, max(a.code) FILTER (WHERE a.level = 'county') AS county
     FROM organisations s JOIN organisations a ON a.code = ANY(s.ancestors) WHERE s.code = $1 AND s.level = 'school' GROUP BY s.code`,
    [school],
  );
  return row?.county ? { school, township: row.township, county: row.county } : null;
}

/** The schools of a county with their places, in the order of their codes. */
export async function schoolsOfCounty(
  db: Database,
  county: string,
): Promise<(Place & { name: string; stage: string })[]> {
  return db.query(
    'schools-of-county',
    `SELECT s.code AS school, s.name, s.school_stage AS stage,
            (SELECT a.code FROM organisations a WHERE a.code = ANY(s.ancestors) AND a.level = 'township') AS township, $1 AS county
     FROM organisations s WHERE s.level = 'school' AND $1 = ANY(s.ancestors) ORDER BY s.code`,
    [county],
  );
}

/** A post somebody holds now in this seat; null where nobody does, or not this person. */
export async function findPostOf(db: Database, staffId: string, office: string, role: Role): Promise<string | null> {
  const [row] = await db.query<{ id: string }>(
    'post-of',
    'SELECT id FROM posts WHERE staff_id = $1 AND office = $2 AND role = $3 AND ended_at IS NULL',
    [staffId, office, role],
  );
  return row?.id ?? null;
}

/** The county an office belongs to or is; null above the counties. */
export async function findCountyOf(db: Database, office: string): Promise<string | null> {
  const [row] = await db.query<{ code: string }>(
    'county-of',
    `SELECT a.code FROM organisations o JOIN organisations a ON a.code = ANY(o.ancestors) AND a.level = 'county' WHERE o.code = $1`,
    [office],
  );
  return row?.code ?? null;
}
