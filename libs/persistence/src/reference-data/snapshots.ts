import { NOW } from '../clock.js';
import type { Tx } from '../database.js';
import { newId } from '../ids.js';
import type { Persistence } from '../persistence.js';
import { inTransaction } from '../transaction.js';
import type { HouseholdMemberData, PupilData, SpecialChildData } from './county-data.js';
import { batches, lockReferenceData, registerPersons } from './persons.js';

export type SnapshotKind = 'roll' | 'registry' | 'special';

export interface SnapshotOptions {
  /** County whose snapshot it is; the newest of a county and kind counts. */
  readonly county: string;
  /** The day the list is of, 'YYYY-MM-DD'. */
  readonly takenOn: string;
}

const BATCH = 1_000;

/** Loads the school roll as a new dated snapshot; earlier ones stay, since applications name what they were checked against. */
export function loadRoll(
  persistence: Persistence,
  pupils: readonly PupilData[],
  options: SnapshotOptions,
): Promise<string> {
  return load(persistence, 'roll', pupils, options, {
    insert: `INSERT INTO roll_entries (snapshot_id, person_id, school, roll_number, school_stage, grade, class_name, boarding)
             SELECT $1, person, school, roll_number, stage, grade, class_name, boarding
             FROM jsonb_to_recordset($2::jsonb) AS x(person uuid, school text, roll_number text, stage text, grade text, class_name text, boarding bool)`,
    rowOf: (pupil, person) => ({
      person,
      school: pupil.schoolCode,
      roll_number: pupil.rollNumber,
      stage: pupil.schoolStage,
      grade: pupil.grade,
      class_name: pupil.className,
      boarding: pupil.boarding,
    }),
  });
}

/** Loads the registry of poor households (members, heads and siblings included) as a new dated snapshot. */
export function loadRegistry(
  persistence: Persistence,
  members: readonly HouseholdMemberData[],
  options: SnapshotOptions,
): Promise<string> {
  return load(persistence, 'registry', members, options, {
    insert: `INSERT INTO registry_members (snapshot_id, person_id, household_no, category, township)
             SELECT $1, person, household, category, township
             FROM jsonb_to_recordset($2::jsonb) AS x(person uuid, household text, category text, township text)`,
    rowOf: (member, person) => ({
      person,
      household: member.householdNumber,
      category: member.category,
      township: member.townshipCode,
    }),
  });
}

/** Loads the list of orphans, disabled and unattended children as a new dated snapshot. */
export function loadSpecialChildren(
  persistence: Persistence,
  children: readonly SpecialChildData[],
  options: SnapshotOptions,
): Promise<string> {
  return load(persistence, 'special', children, options, {
    insert: `INSERT INTO special_children (snapshot_id, person_id, category)
             SELECT $1, person, category FROM jsonb_to_recordset($2::jsonb) AS x(person uuid, category text)`,
    rowOf: (child, person) => ({ person, category: child.category }),
  });
}

interface Loading<Item> {
  readonly insert: string;
  rowOf(item: Item, person: string): object;
}

type Listed = { readonly idNumber: string; readonly name: string };

function load<Item extends Listed>(
  { db, keys }: Persistence,
  kind: SnapshotKind,
  items: readonly Item[],
  options: SnapshotOptions,
  { insert, rowOf }: Loading<Item>,
): Promise<string> {
  return inTransaction(db, async (tx) => {
    await lockReferenceData(tx);
    const persons = await registerPersons(tx, keys, items, kind === 'roll' ? 'roll' : 'other');
    const snapshot = await openSnapshot(tx, kind, items.length, options);
    for (const batch of batches(items, BATCH)) {
      const rows = batch.map((item) => rowOf(item, persons.get(item.idNumber)!));
      await tx.query({ name: `load-${kind}`, text: insert, values: [snapshot, JSON.stringify(rows)] });
    }
    return snapshot;
  });
}

async function openSnapshot(
  tx: Tx,
  kind: SnapshotKind,
  rows: number,
  { county, takenOn }: SnapshotOptions,
): Promise<string> {
  const id = newId();
  await tx.query({
    name: 'open-snapshot',
    text: `INSERT INTO snapshots (id, kind, county, taken_on, loaded_at, rows)
           VALUES ($1, $2, $3, $4, ${NOW}, $5)`,
    values: [id, kind, county, takenOn, rows],
  });
  return id;
}

export interface Snapshot {
  readonly id: string;
  readonly kind: SnapshotKind;
  readonly takenOn: string;
  readonly loadedAt: number;
  readonly rows: number;
}

/** The snapshot of each kind that counts in a county now. */
export async function currentSnapshots(
  { db }: Pick<Persistence, 'db'>,
  county: string,
): Promise<Partial<Record<SnapshotKind, Snapshot>>> {
  const rows = await db.query<Snapshot>(
    'current-snapshots',
    `SELECT DISTINCT ON (kind) id, kind, taken_on AS "takenOn", loaded_at AS "loadedAt", rows FROM snapshots
     WHERE county = $1 ORDER BY kind, loaded_at DESC, id DESC`,
    [county],
  );
  return Object.fromEntries(rows.map((row) => [row.kind, row]));
}
