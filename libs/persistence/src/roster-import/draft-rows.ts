import { periodOf, type RejectionCode } from '#domain';
import type { CommandResult, NewPersonalValue, StreamCommand } from '../door/requests.js';
import { sha256Hex } from '../keys.js';
import type { Persistence } from '../persistence.js';
import { updateValues, valuesOf } from './household-values.js';
import { openRow, type StoredRow, saveDrafted } from './import-rows.js';
import type { ImportOwner, ProgrammeResult } from './import-state.js';
import { type DraftingContext, type PlannedDraft, planDrafts, type RecognisedRow } from './plan-drafts.js';
import { factsOfPersons, liveApplications } from './subject-facts.js';

/** Programmes active in the county of an import, each with the dates of its period. */
export async function draftingContext(
  { reference }: Persistence,
  importId: string,
  owner: ImportOwner,
): Promise<DraftingContext> {
  const programmes = await reference.activeProgrammes(owner.place.county);
  return {
    ...owner,
    importId,
    programmes: programmes
      .filter(({ subject }) => subject === 'student')
      .map((programme) => ({ programme, period: periodOf(programme, owner.period) })),
  };
}

/**
 * Drafts what these rows' children are entitled to and records it on each row; what a row had drafted before it was
 * corrected is taken back where it is another child's now or nobody's. Doing it again changes nothing: the same row and
 * programme lead to the same application, and to the same key at the door.
 *
 * @throws DraftingRefused where the door refuses the clerk as a whole (the post has ended).
 */
export async function draftRows(
  persistence: Persistence,
  rows: readonly StoredRow[],
  context: DraftingContext,
): Promise<void> {
  if (rows.length === 0) return;
  await takeBack(persistence, rows, context);
  const accepted = rows.filter(isAccepted);
  const persons = accepted.flatMap(({ personId }) => (personId ? [personId] : []));
  const [subjects, live] = await Promise.all([
    factsOfPersons(persistence, context.place.county, persons),
    liveApplications(persistence, context.period, persons),
  ]);
  const recognised = accepted.flatMap(({ line, personId, applications, revision, cipher }): RecognisedRow[] => {
    const outcome = openRow(persistence.keys, { cipher })?.outcome;
    const subject = personId ? subjects.get(personId) : undefined;
    if (!outcome || !subject || !personId) return [];
    return [{ line, person: personId, outcome, subject, own: applications, revision }];
  });
  const plans = recognised.flatMap((row) => planDrafts(row, live, context));
  const outcomeOf = new Map(recognised.map(({ line, outcome }) => [line, outcome]));
  const valuesFor = (plan: PlannedDraft) => valuesOf(persistence.keys, plan.valuesFor!, outcomeOf.get(plan.line)!);
  const answers = await passThroughDoor(
    persistence,
    plans.flatMap((plan) => plan.commands),
    plans.filter((plan) => plan.commands.length > 0).flatMap(valuesFor),
    context,
  );
  const kept = plans.filter((plan) => plan.commands.length === 0 && plan.valuesFor !== null);
  const newCards = await updateValues(persistence, kept.flatMap(valuesFor));
  await saveDrafted(
    persistence,
    context.importId,
    rows.map((row) => {
      const own = plans.filter((plan) => plan.line === row.line);
      const programmes = own.map((plan) => resultOf(plan, answers, newCards));
      const applications = programmes.flatMap((each) => (each.result === 'drafted' ? [each.application] : []));
      const report = isAccepted(row) ? { ...row.report, programmes } : row.report;
      return { line: row.line, report, applications };
    }),
  );
}

const isAccepted = ({ outcome }: StoredRow): boolean => outcome.startsWith('accept');

/** Discards the drafts of rows that are no longer about their child. */
async function takeBack(persistence: Persistence, rows: readonly StoredRow[], context: DraftingContext): Promise<void> {
  const personOf = new Map(
    rows.flatMap((row) => row.applications.map((id) => [id, isAccepted(row) ? row.personId : null] as const)),
  );
  if (personOf.size === 0) return;
  const drafts = await persistence.db.query<{ id: string; person: string }>(
    'drafts-of-rows',
    `SELECT id, subject_id AS person FROM applications WHERE id = ANY($1::uuid[]) AND phase = 'draft'`,
    [[...personOf.keys()]],
  );
  const commands = drafts
    .filter(({ id, person }) => personOf.get(id) !== person)
    .map(({ id }): StreamCommand => ({ kind: 'application', id, command: { type: 'DiscardApplication' } }));
  await passThroughDoor(persistence, commands, [], context);
}

async function passThroughDoor(
  { door }: Persistence,
  commands: StreamCommand[],
  personalValues: NewPersonalValue[],
  { actor, post, importId }: DraftingContext,
): Promise<Map<string, CommandResult>> {
  if (commands.length === 0) return new Map();
  const requestHash = sha256Hex(commands.map(({ id, command }) => `${command.type} ${id}`).join('\n'));
  const answer = await door.execute({
    actor,
    post,
    key: `roster-import/${importId}/${requestHash.slice(0, 16)}`,
    requestHash,
    mode: 'each',
    commands,
    personalValues,
  });
  const refusal = answer.results.find((result) => !result.ok);
  if (refusal && !refusal.ok && refusal.rejection.code === 'ACCESS.POST_ENDED')
    throw new DraftingRefused(refusal.rejection.code);
  // The last result of an id is its draft's: an earlier draft that it replaces has an id of its own.
  return new Map(answer.results.map((result) => [result.id, result]));
}

function resultOf(
  { result, commands }: PlannedDraft,
  answers: ReadonlyMap<string, CommandResult>,
  newCards: ReadonlySet<string>,
): ProgrammeResult {
  if (result.result === 'already' && newCards.has(result.application)) return { ...result, cardUpdated: true };
  if (result.result !== 'drafted' || commands.length === 0) return result;
  const answer = answers.get(result.application);
  if (!answer || answer.ok) return result;
  // The stream exists: an earlier attempt got as far as the door and no further.
  if (answer.rejection.code === 'STREAM.EXISTS' || answer.rejection.code === 'APPLICATION.NOT_AT_THIS_STAGE')
    return result;
  return { programme: result.programme, result: 'refused', code: answer.rejection.code };
}

/** The door would draft nothing of this import: it fails, and says why. */
export class DraftingRefused extends Error {
  override readonly name = 'DraftingRefused';

  constructor(readonly code: RejectionCode) {
    super(`the import's clerk is refused: ${code}`);
  }
}
