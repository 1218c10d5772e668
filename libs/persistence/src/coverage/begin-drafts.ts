import {
  type Actor,
  basisOf,
  benefitLines,
  COVERAGE_KINDS,
  checkDetails,
  coverageOf,
  type DetailFault,
  type EnteredDetails,
  type HouseholdDetails,
  mayBegin,
  type Place,
  type Programme,
  periodOf,
  type Rejection,
} from '#domain';
import type { NewPersonalValue, StreamCommand } from '../door/requests.js';
import { derivedId, newId } from '../ids.js';
import type { Keys } from '../keys.js';
import type { Persistence } from '../persistence.js';
import { factsOfPersons, type SubjectOfImport } from '../roster-import/subject-facts.js';
import { type CoveredRow, findCovered, needsCard } from './coverage-page.js';

/** A school's entitled children are some hundreds; more than this is no school. */
const MOST_ENTITLED = 20_000;

export interface Beginner {
  readonly actor: Actor;
  readonly post: string;
  readonly place: Place;
  readonly key: string | null;
  readonly requestHash: string;
}

export interface EnteredChild extends EnteredDetails {
  readonly person: string;
}

/** What is wrong with a line of the form; `not_missing`: no entitled child of this school waits to be begun. */
export type LineFault = { readonly line: number; readonly name: string | null } & (
  | DetailFault
  | { readonly field: 'person'; readonly code: 'not_missing' | 'twice' }
);

export type BegunDraft =
  | { readonly ok: true; readonly person: string; readonly name: string; readonly application: string }
  | { readonly ok: false; readonly person: string; readonly name: string; readonly rejection: Rejection };

export type BeginResult =
  | { readonly ok: true; readonly drafts: readonly BegunDraft[] }
  | { readonly ok: false; readonly faults: readonly LineFault[] };

/**
 * Begins drafts for children of the clerk's school who are entitled and missing, with what the form says of their
 * households. A form with a fault begins none and is told all of them. The same request again finds its own drafts.
 */
export async function beginDrafts(
  persistence: Persistence,
  beginner: Beginner,
  { programme, period }: { readonly programme: Programme; readonly period: number },
  children: readonly EnteredChild[],
): Promise<BeginResult> {
  const { place } = beginner;
  const scope = { county: place.county, office: place.school, period };
  const entitled = await findCovered(persistence, scope, programme, COVERAGE_KINDS, {
    after: null,
    limit: MOST_ENTITLED,
  });
  const rowOf = new Map(entitled.map((row) => [row.person, row]));
  // Another attempt of the same request arrives at the same applications, whatever came of them.
  const base = beginner.key === null ? newId() : beginner.post;
  const idOf = (person: string) => derivedId(base, beginner.key ?? '', programme.code, period, person);
  const waits = (row: CoveredRow | undefined, person: string): row is CoveredRow =>
    row !== undefined && (mayBegin(coverageOf(row)) || row.application === idOf(person));

  const seen = new Set<string>();
  const strangers = children.flatMap(({ person }, line): LineFault[] => {
    const row = rowOf.get(person);
    const code = seen.has(person) ? 'twice' : waits(row, person) ? null : 'not_missing';
    seen.add(person);
    return code ? [{ line, name: row?.name ?? null, field: 'person', code }] : [];
  });
  if (strangers.length > 0) return { ok: false, faults: strangers };

  const lines = children.map((entered) => ({ entered, row: rowOf.get(entered.person)! }));
  const checked = checkDetails(
    lines.map(({ entered, row }) => ({
      entered,
      child: { name: row.name, household: row.householdNo, needsCard: needsCard(row, programme, period) },
    })),
  );
  const faults = checked.flatMap((each, line) =>
    each.faults.map((fault): LineFault => ({ line, name: lines[line]!.row.name, ...fault })),
  );
  if (faults.length > 0) return { ok: false, faults };

  const persons = children.map(({ person }) => person);
  const subjects = await factsOfPersons(persistence, place.county, persons);
  const answer = await persistence.door.execute({
    actor: beginner.actor,
    post: beginner.post,
    key: beginner.key,
    requestHash: beginner.requestHash,
    mode: 'each',
    commands: persons.map((person): StreamCommand => {
      const draft = draftOf(programme, period, place, person, subjects.get(person)!);
      return { kind: 'application', id: idOf(person), command: draft };
    }),
    personalValues: persons.flatMap((person, i) => valuesOf(persistence.keys, idOf(person), checked[i]!.details)),
  });
  const results = new Map(answer.results.map((result) => [result.id, result]));
  return {
    ok: true,
    drafts: lines.map(({ row: { person, name } }): BegunDraft => {
      const result = results.get(idOf(person));
      if (result?.ok === false && result.rejection.code !== 'STREAM.EXISTS')
        return { ok: false, person, name, rejection: result.rejection };
      return { ok: true, person, name, application: idOf(person) };
    }),
  };
}

function draftOf(
  programme: Programme,
  period: number,
  place: Place,
  subject: string,
  { facts, checkedAgainst }: SubjectOfImport,
): Extract<StreamCommand, { kind: 'application' }>['command'] {
  return {
    type: 'DraftApplication',
    programme: { code: programme.code, version: programme.version },
    period,
    subject,
    place,
    items: benefitLines(programme, facts, periodOf(programme, period)),
    basis: basisOf(facts),
    checkedAgainst,
    flags: [],
  };
}

/** Card, bank and telephone lie encrypted beside the application, as those of a roster do. */
const valuesOf = (keys: Keys, owner: string, { card, bank, telephone }: HouseholdDetails): NewPersonalValue[] =>
  Object.entries({ card, bank, phone: telephone }).flatMap(([kind, value]) =>
    value ? [{ owner, kind, cipher: keys.encrypt(value) }] : [],
  );
