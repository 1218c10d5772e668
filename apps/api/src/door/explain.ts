import {
  type Actor,
  AMOUNT_CHANGED,
  type ApplicationState,
  KEEPS_REVISION,
  NOTHING_DUE,
  OTHER_SCHOOL_STAGE,
  type Programme,
  type Rejection,
  type Role,
} from '#domain';
import {
  barredFrom,
  type ChainedEvent,
  findHistory,
  findReleasers,
  officeNames,
  type Persistence,
  type StreamCommand,
  seatHolders,
  staffNames,
} from '#persistence';
import { day, sentenceOf } from '../timeline/sentences.js';

/** Adds to a refusal what a person needs to act on it: names of offices, who else may act, what changed meanwhile. */
export async function explain(
  persistence: Persistence,
  actor: Actor,
  command: StreamCommand,
  rejection: Rejection,
): Promise<Rejection> {
  const changed = await changedMeanwhile(persistence, actor, command, rejection);
  if (changed) return changed;
  const { code, params } = rejection;
  switch (code) {
    case 'ACCESS.FOUR_EYES':
    case 'ACCESS.BARRED_BY_APPEAL':
      return { code, params: { ...params, mayAct: await whoElse(persistence, actor, command, rejection) } };
    case 'BATCH.SECOND_PERSON_NEEDED':
      return { code, params: { ...params, mayAct: await secondPersons(persistence, actor, command) } };
    case 'ACCESS.WRONG_LEVEL':
      return { code, params: { ...params, officeName: await officeName(persistence, params?.office) } };
    case 'APPLICATION.NOT_AT_THIS_STAGE':
      return { code, params: { command: command.command.type, ...params } };
    case 'APPLICATION.NOT_ENROLLED':
      return { code, params: { ...params, enrolledAtName: await officeName(persistence, params?.enrolledAt) } };
    case 'APPLICATION.NOT_ELIGIBLE':
      return { code, params: { ...params, ...(await reasonTexts(persistence, command, params?.reasons)) } };
    default:
      return rejection;
  }
}

/** A decision on an outdated page: those whose seat is on the application's route are told what happened meanwhile. */
async function changedMeanwhile(
  persistence: Persistence,
  actor: Actor,
  command: StreamCommand,
  { code }: Rejection,
): Promise<Rejection | null> {
  if (command.kind !== 'application' || !('revision' in command.command) || code !== 'STREAM.REVISION_STALE')
    return null;
  const history = await findHistory(persistence.db, 'application', command.id);
  if (!history || history.state.revision === command.command.revision || !isOnRoute(history.state, actor)) return null;
  const last = history.events.findLast((event) => !(KEEPS_REVISION as ReadonlySet<string>).has(event.type))!;
  const params = { yours: command.command.revision, current: history.state.revision };
  return { code: 'STREAM.REVISION_STALE', params: { ...params, ...(await told(persistence, last, history.state)) } };
}

const isOnRoute = ({ route, place }: ApplicationState, { seat }: Actor): boolean =>
  seat?.office === place.school || route.some((stage) => stage.office === seat?.office && stage.role === seat.role);

async function told(
  { db, reference }: Persistence,
  event: ChainedEvent,
  state: ApplicationState,
): Promise<Record<string, string>> {
  const programme = await reference.programme(state.programme.code, state.programme.version);
  const by = (await staffNames(db, [event.actor])).get(event.actor) ?? '';
  const { zh, en } = sentenceOf(event, programme);
  return { change: `${by}于${day(event.at)}${zh}`, changeEn: `${by} ${en} at ${day(event.at)}`, changedBy: by };
}

/** Others who hold the seat and are not barred themselves, by name. */
async function whoElse(
  { db }: Persistence,
  actor: Actor,
  command: StreamCommand,
  { params }: Rejection,
): Promise<string[]> {
  const office = typeof params?.office === 'string' ? params.office : actor.seat?.office;
  const role = typeof params?.role === 'string' ? params.role : actor.seat?.role;
  if (!office || !role) return [];
  const [holders, barred] = await Promise.all([
    seatHolders(db, office, role as Role),
    command.kind === 'application' ? barredFrom(db, command.id) : Promise.resolve<string[]>([]),
  ]);
  return holders.filter(({ id }) => id !== actor.person && !barred.includes(id)).map(({ name }) => name);
}

/** Who may release a batch that this person may not. */
async function secondPersons({ db }: Persistence, actor: Actor, { id }: StreamCommand): Promise<string[]> {
  const history = await findHistory(db, 'payment-batch', id);
  const made = [history?.state.createdBy ?? null, history?.state.createdFor ?? null];
  return (await findReleasers(db, id, [...made, actor.person])).map(({ name }) => name);
}

async function officeName({ db }: Persistence, code: unknown): Promise<string | null> {
  return typeof code === 'string' ? ((await officeNames(db, [code])).get(code) ?? code) : null;
}

/** Reasons that every programme shares; its own rules bring their own sentences. */
const GENERAL_REASONS: Readonly<Record<string, { zh: string; en: string }>> = {
  [OTHER_SCHOOL_STAGE]: { zh: '不属于本项目的学段', en: 'the programme is for another stage of schooling' },
  [NOTHING_DUE]: {
    zh: '按现有学籍和名册，本项目没有应发的资助',
    en: 'by roll and registry nothing is due under this programme',
  },
  [AMOUNT_CHANGED]: {
    zh: '学籍或名册已变，应发金额与批准的不同，请学校撤回后重新申请',
    en: 'roll or registry have changed the amount since it was approved: withdraw it and apply anew',
  },
};

async function reasonTexts(
  { db, reference }: Persistence,
  command: StreamCommand,
  reasons: unknown,
): Promise<Record<string, string[]>> {
  const history = await findHistory(db, 'application', command.id);
  if (!history || !Array.isArray(reasons)) return {};
  const { code, version } = history.state.programme;
  return reasonWords(await reference.programme(code, version), reasons);
}

/** Why a child is not entitled, in words: the programme's own, or those that every programme shares. */
export function reasonWords({ eligibility }: Programme, reasons: readonly string[]): Record<string, string[]> {
  const texts = reasons.map(
    (reason: string) =>
      eligibility.find((rule) => rule.code === reason) ?? GENERAL_REASONS[reason] ?? { zh: reason, en: reason },
  );
  return { reasonsZh: texts.map(({ zh }) => zh), reasonsEn: texts.map(({ en }) => en) };
}
