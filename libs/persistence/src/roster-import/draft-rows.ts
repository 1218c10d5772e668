import { periodOf, type RejectionCode } from '#domain';
import type { CommandResult, StreamCommand } from '../door/requests.js';
import { sha256Hex } from '../keys.js';
import type { Persistence } from '../persistence.js';
import { updateValues, valuesOf } from './household-values.js';
import type { ImportOwner, ProgrammeResult } from './import-state.js';
import { openRow, type StoredRow, saveDrafted } from './import-store.js';
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
 * Drafts what these rows' children are entitled to and records it on each row. Doing it again changes nothing: the
 * same row and programme lead to the same application, and to the same key at the door.
 *
 * @throws DraftingRefused where the door refuses the clerk as a whole (the post has ended).
 */
export async function draftRows(
  persistence: Persistence,
  rows: readonly StoredRow[],
  context: DraftingContext,
): Promise<void> {
  if (rows.length === 0) return;
  const persons = rows.flatMap(({ personId }) => (personId ? [personId] : []));
  const [subjects, live] = await Promise.all([
    factsOfPersons(persistence, context.place.county, persons),
    liveApplications(persistence, context.period, persons),
  ]);
  const recognised = rows.flatMap((row): RecognisedRow[] => {
    const secret = openRow(persistence.keys, row);
    const subject = row.personId ? subjects.get(row.personId) : undefined;
    return secret && subject && row.personId
      ? [{ line: row.line, person: row.personId, outcome: secret.outcome, subject }]
      : [];
  });
  const plans = recognised.flatMap((row) => planDrafts(row, live, context));
  const outcomeOf = new Map(recognised.map(({ line, outcome }) => [line, outcome]));
  const answers = await passThroughDoor(
    persistence,
    plans,
    (plan) => valuesOf(persistence.keys, plan.valuesFor!, outcomeOf.get(plan.line)!),
    context,
  );
  const kept = plans.filter((plan) => plan.commands.length === 0 && plan.valuesFor !== null);
  const newCards = await updateValues(
    persistence,
    kept.flatMap((plan) => valuesOf(persistence.keys, plan.valuesFor!, outcomeOf.get(plan.line)!)),
  );
  await saveDrafted(
    persistence,
    context.importId,
    rows.map(({ line, report }) => {
      const programmes = plans.filter((plan) => plan.line === line).map((plan) => resultOf(plan, answers, newCards));
      const applications = programmes.flatMap((each) => (each.result === 'drafted' ? [each.application] : []));
      return { line, report: { ...report, programmes }, applications };
    }),
  );
}

async function passThroughDoor(
  { door }: Persistence,
  plans: readonly PlannedDraft[],
  valuesFor: (plan: PlannedDraft) => ReturnType<typeof valuesOf>,
  { actor, post, importId }: DraftingContext,
): Promise<Map<string, CommandResult>> {
  const commands: StreamCommand[] = plans.flatMap((plan) => plan.commands);
  if (commands.length === 0) return new Map();
  const requestHash = sha256Hex(commands.map(({ id, command }) => `${command.type} ${id}`).join('\n'));
  const answer = await door.execute({
    actor,
    post,
    key: `roster-import/${importId}/${requestHash.slice(0, 16)}`,
    requestHash,
    mode: 'each',
    commands,
    personalValues: plans.filter((plan) => plan.commands.length > 0).flatMap(valuesFor),
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
