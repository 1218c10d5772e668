import { COVERAGE_KINDS, type Programme } from '#domain';
import type { Persistence } from '../persistence.js';
import { currentSnapshots, type SnapshotKind } from '../reference-data/snapshots.js';
import { type CoverageScope, childrensProgrammes } from './children.js';
import { type CoverageCounts, type CoverageOfPlace, countCoverage, noCounts } from './count-coverage.js';

export interface CoverageOffice {
  readonly code: string;
  readonly name: string;
  readonly level: string;
}

export type CoverageSums = CoverageCounts & { readonly entitled: number };

export interface CoverageOfOffice {
  /** Null: children on no roll, whom no school below stands for. */
  readonly office: CoverageOffice | null;
  readonly counts: CoverageSums;
}

export interface CoverageOverview {
  /** From the county, or the asking office below it, down to the one that is shown. */
  readonly path: readonly CoverageOffice[];
  /** The day each register is of that was counted by; null where none is loaded. */
  readonly registers: Readonly<Record<SnapshotKind, string | null>>;
  readonly programmes: readonly {
    readonly programme: Programme;
    readonly counts: CoverageSums;
    /** The offices right below, those with somebody entitled, in the order of their codes. */
    readonly offices: readonly CoverageOfOffice[];
  }[];
}

interface Office extends CoverageOffice {
  readonly ancestors: readonly string[];
}

/** An office as the seat of another one may see it; null where it is not below that, or above the counties. */
export async function findCoverageScope(
  { db }: Pick<Persistence, 'db'>,
  asker: string,
  { office, period }: Pick<CoverageScope, 'office' | 'period'>,
): Promise<CoverageScope | null> {
  const [row] = await db.query<{ county: string }>(
    'coverage-scope',
    `SELECT a.code AS county FROM organisations o JOIN organisations a ON a.code = ANY(o.ancestors) AND a.level = 'county'
     WHERE o.code = $1 AND $2 = ANY(o.ancestors)`,
    [office, asker],
  );
  return row ? { county: row.county, office, period } : null;
}

/** The coverage of an office and of each one right below it, for every active programme of its county. */
export async function coverageOverview(
  persistence: Persistence,
  scope: CoverageScope,
  asker: string,
): Promise<CoverageOverview> {
  const { county, office } = scope;
  const programmes = await childrensProgrammes(persistence, county);
  const [offices, snapshots, places] = await Promise.all([
    officesAround(persistence, office),
    currentSnapshots(persistence, county),
    countCoverage(persistence, scope, programmes),
  ]);
  const { ancestors, level } = offices.get(office)!;
  const top = Math.min(...[asker, county].map((code) => ancestors.indexOf(code)).filter((index) => index >= 0));
  return {
    path: ancestors
      .slice(0, top + 1)
      .map((code) => bare(offices.get(code)!))
      .reverse(),
    registers: {
      roll: snapshots.roll?.takenOn ?? null,
      registry: snapshots.registry?.takenOn ?? null,
      special: snapshots.special?.takenOn ?? null,
    },
    programmes: programmes.map((programme) => {
      const its = places.filter((place) => place.programme === programme.code);
      // A school has nothing below it.
      return { programme, counts: sumOf(its), offices: level === 'school' ? [] : below(its, office, offices) };
    }),
  };
}

/** The office, all that lies below it and all that it lies below, by code. */
async function officesAround({ db }: Pick<Persistence, 'db'>, office: string): Promise<Map<string, Office>> {
  const offices = await db.query<Office>(
    'coverage-offices',
    `SELECT o.code, o.name, o.level, o.ancestors FROM organisations o
     WHERE $1 = ANY(o.ancestors) OR o.code = ANY((SELECT a.ancestors FROM organisations a WHERE a.code = $1)::text[])`,
    [office],
  );
  return new Map(offices.map((each) => [each.code, each]));
}

const bare = ({ code, name, level }: CoverageOffice): CoverageOffice => ({ code, name, level });

/** Each place counts for the office right below the shown one that it lies in. */
function below(
  places: readonly CoverageOfPlace[],
  shown: string,
  offices: ReadonlyMap<string, Office>,
): CoverageOfOffice[] {
  const groups = new Map<string, CoverageOfPlace[]>();
  for (const place of places) {
    const at = offices.get(place.school ?? place.township ?? '');
    const branch = at?.ancestors[at.ancestors.indexOf(shown) - 1] ?? '';
    groups.set(branch, [...(groups.get(branch) ?? []), place]);
  }
  return [...groups]
    .sort(([a], [b]) => (a === '' || b === '' ? b.length - a.length : a.localeCompare(b)))
    .map(([code, its]) => ({ office: code === '' ? null : bare(offices.get(code)!), counts: sumOf(its) }));
}

function sumOf(places: readonly CoverageOfPlace[]): CoverageSums {
  const sums = { entitled: 0, ...noCounts() };
  for (const { counts } of places) {
    for (const kind of COVERAGE_KINDS) {
      sums[kind] += counts[kind];
      sums.entitled += counts[kind];
    }
  }
  return sums;
}
