import { normaliseName, type RosterOutcome } from '../roster/index.js';

export interface NamedPupil {
  readonly person: string;
  readonly name: string;
  /** 'YYYY-MM-DD'. */
  readonly birthDate: string | null;
}

type Row = Pick<RosterOutcome, 'line'> & {
  readonly values: Pick<RosterOutcome['values'], 'name' | 'idNumber' | 'birthDate'>;
};

/**
 * By line: whom the rows of a roster mean whose number is nobody's, namely the only pupil of that name, unless the row's
 * date of birth is another's. A guess good enough to tell a refused child from a forgotten one; nothing is decided on it.
 */
export function likelyPupils(rows: readonly Row[], pupils: readonly NamedPupil[]): Map<number, string> {
  const namesakes = groupByName(pupils);
  const likely = new Map<number, string>();
  for (const { line, values } of rows) {
    const { name, idNumber, birthDate } = values;
    if (idNumber !== null || name === null) continue;
    // A row may give the month only: what it gives has to agree.
    const agrees = (pupil: NamedPupil) => birthDate === null || (pupil.birthDate ?? '').startsWith(birthDate);
    const [meant, ...others] = (namesakes.get(name) ?? []).filter(agrees);
    if (meant && others.length === 0) likely.set(line, meant.person);
  }
  return likely;
}

function groupByName(pupils: readonly NamedPupil[]): ReadonlyMap<string, readonly NamedPupil[]> {
  const groups = new Map<string, NamedPupil[]>();
  for (const pupil of pupils) {
    const name = normaliseName(pupil.name);
    const group = groups.get(name);
    if (group) group.push(pupil);
    else groups.set(name, [pupil]);
  }
  return groups;
}
