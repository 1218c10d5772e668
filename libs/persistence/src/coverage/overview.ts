import { COVERAGE_KINDS, type Programme } from '#domain';
import type { Persistence } from '../persistence.js';
import { currentSnapshots, type SnapshotKind } from '../reference-data/snapshots.js';
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

/**
 * The coverage of an office and of each one right below it, for every active programme of its county. Null where the
 * asking office has no say there, or where there is no such office in a county.
 */
export async function coverageOverview(
  persistence: Persistence,
  { asker, office, period }: { readonly asker: string; readonly office: string; readonly period: number },
): Promise<CoverageOverview | null> {
  const { db, reference } = persistence;
  const offices = await db.query<Office>(
    'coverage-offices',
    `SELECT o.code, o.name, o.level, o.ancestors FROM organisations o
     WHERE $1 = ANY(o.ancestors) OR o.code = ANY((SELECT a.ancestors FROM organisations a WHERE a.code = $1)::text[])`,
    [office],
  );
  const known = new Map(offices.map((each) => [each.code, each]));
  const shown = known.get(office);
  const county = shown?.ancestors.find((code) => known.get(code)?.level === 'county');
  if (!shown || !county || !shown.ancestors.includes(asker)) return null;
  const programmes = (await reference.activeProgrammes(county)).filter(({ subject }) => subject === 'student');
  const [snapshots, places] = await Promise.all([
    currentSnapshots(persistence, county),
    countCoverage(persistence, { county, office, period }, programmes),
  ]);
  const visible = shown.ancestors.slice(
    0,
    Math.min(shown.ancestors.indexOf(asker), shown.ancestors.indexOf(county)) + 1,
  );
  return {
    path: visible.map((code) => bare(known.get(code)!)).reverse(),
    registers: {
      roll: snapshots.roll?.takenOn ?? null,
      registry: snapshots.registry?.takenOn ?? null,
      special: snapshots.special?.takenOn ?? null,
    },
    programmes: programmes.map((programme) => {
      const its = places.filter((place) => place.programme === programme.code);
      return { programme, counts: sumOf(its), offices: below(its, shown, known) };
    }),
  };
}

const bare = ({ code, name, level }: CoverageOffice): CoverageOffice => ({ code, name, level });

/** Each place counts for the office right below the shown one that it lies in; a school's own has nothing below. */
function below(
  places: readonly CoverageOfPlace[],
  shown: Office,
  known: ReadonlyMap<string, Office>,
): CoverageOfOffice[] {
  if (shown.level === 'school') return [];
  const groups = new Map<string, CoverageOfPlace[]>();
  for (const place of places) {
    const at = known.get(place.school ?? place.township ?? '');
    const branch = at?.ancestors[at.ancestors.indexOf(shown.code) - 1] ?? '';
    groups.set(branch, [...(groups.get(branch) ?? []), place]);
  }
  return [...groups]
    .sort(([a], [b]) => (a === '' || b === '' ? b.length - a.length : a.localeCompare(b)))
    .map(([code, its]) => ({ office: code === '' ? null : bare(known.get(code)!), counts: sumOf(its) }));
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
