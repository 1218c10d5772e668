import { type Actor, isSystem, type Place, requireSeat } from '../access/index.js';
import type { ApplicationContext } from '../application/context.js';
import type { TextRef } from '../application/events.js';
import { latestDue } from '../application/plan.js';
import type { WorkingCalendar } from '../calendar/index.js';
import { type Audience, DEFAULT_LADDER, type Deadline, type Limit, nextMoment, type Rung } from '../deadline/index.js';
import { accept, type Decision, refuse } from '../rejection.js';
import { NO_PLAN, type Plan, type Recorded, type StreamLaw, type StreamState } from '../stream/index.js';

/** `owed`: the window is open and the school has not handed in; `prepared`: the clerk has, the head has not confirmed. */
export const SUBMISSION_PHASES = ['owed', 'prepared', 'confirmed'] as const;
export type SubmissionPhase = (typeof SUBMISSION_PHASES)[number];

/** The window in which a school hands in: a deadline with the limit it came from, so that reminders can be planned. */
export interface SubmissionWindow extends Deadline {
  readonly opensAt: number;
  readonly limit: Limit;
}

export interface SubmissionContents {
  readonly count: number;
  readonly totalFen: number;
  /** SHA-256 over the sorted application ids, hex: which applications these were, provable later. */
  readonly digest: string;
}

/** What a school hands in at once (报送批次): school × programme × period, numbered. */
export interface SubmissionState extends StreamState {
  readonly phase: SubmissionPhase;
  readonly programme: { readonly code: string; readonly version: number };
  readonly period: number;
  readonly place: Place;
  /** 1 is the one the school owes; later ones add children. */
  readonly number: number;
  readonly window: SubmissionWindow | null;
  readonly contents: SubmissionContents | null;
  /** Who prepared it: the person, and whom they stood in for. */
  readonly preparedBy: readonly string[];
  readonly lastMoment: string | null;
  readonly lastAt: number;
}

interface Identity {
  programme: { code: string; version: number };
  period: number;
  place: Place;
  number: number;
}

export type SubmissionCommand =
  | ({ type: 'OweSubmission'; window: SubmissionWindow } & Identity)
  | ({ type: 'PrepareSubmission' } & Identity & SubmissionContents)
  | { type: 'ConfirmSubmission'; meetingOn: string; members: TextRef | null }
  | { type: 'SendBackSubmission'; reason: TextRef }
  | { type: 'ReachMoment'; moment: string };

export type SubmissionEvent =
  | ({ type: 'SubmissionOwed'; window: SubmissionWindow } & Identity)
  | ({ type: 'SubmissionPrepared'; confirmed?: true } & Identity & SubmissionContents)
  | { type: 'SubmissionConfirmed'; meetingOn: string; members: TextRef }
  | { type: 'SubmissionSentBack'; reason: TextRef }
  | { type: 'SubmissionReminderCameDue'; moment: string; rung: Rung; audiences: Audience[]; dueAt: number };

export const SUBMISSION_EVENT_SCHEMAS = {
  SubmissionOwed: 1,
  SubmissionPrepared: 1,
  SubmissionConfirmed: 1,
  SubmissionSentBack: 1,
  SubmissionReminderCameDue: 1,
} as const satisfies Record<SubmissionEvent['type'], number>;

export type SubmissionContext = Pick<ApplicationContext, 'actor' | 'now' | 'calendar' | 'programme'>;

/** From which phases each command is lawful; null: the stream does not exist yet. */
export const SUBMISSION_TRANSITIONS = {
  OweSubmission: [null],
  PrepareSubmission: [null, 'owed'],
  ConfirmSubmission: ['prepared'],
  SendBackSubmission: ['prepared'],
  ReachMoment: ['owed', 'prepared'],
} as const satisfies Record<SubmissionCommand['type'], readonly (SubmissionPhase | null)[]>;

export const SUBMISSION_COMMANDS = Object.keys(SUBMISSION_TRANSITIONS) as SubmissionCommand['type'][];

export function decideSubmission(
  state: SubmissionState | null,
  command: SubmissionCommand,
  context: SubmissionContext,
): Decision<SubmissionEvent> {
  const from: readonly (SubmissionPhase | null)[] = SUBMISSION_TRANSITIONS[command.type];
  if (!state && !from.includes(null)) return refuse('STREAM.NOT_FOUND');
  const seat = guardSeat(command.type, state?.place ?? (command as Identity).place, context.actor);
  if (!seat.ok) return seat;
  if (!from.includes(state?.phase ?? null))
    return refuse('SUBMISSION.NOT_AT_THIS_STEP', { phase: state?.phase ?? null, command: command.type });
  switch (command.type) {
    case 'OweSubmission': {
      const { type: _, ...owed } = command;
      return accept({ type: 'SubmissionOwed', ...owed });
    }
    case 'PrepareSubmission': {
      if (state && !sameIdentity(state, command))
        return refuse('COMMAND.INVALID', { school: state.place.school, number: state.number });
      if (state?.window && context.now < state.window.opensAt)
        return refuse('SUBMISSION.WINDOW_NOT_OPEN', { opensAt: state.window.opensAt });
      if (command.count === 0) return refuse('SUBMISSION.EMPTY');
      const { type: _, ...prepared } = command;
      return accept({
        type: 'SubmissionPrepared',
        ...prepared,
        ...(!context.programme.options.headConfirms && { confirmed: true }),
      });
    }
    case 'ConfirmSubmission':
      if (!command.members) return refuse('SUBMISSION.MEETING_MISSING');
      if (prepared(state!, context.actor))
        return refuse('ACCESS.FOUR_EYES', { stage: 'school-confirmation', earlier: 'school-submission' });
      return accept({ type: 'SubmissionConfirmed', meetingOn: command.meetingOn, members: command.members });
    case 'SendBackSubmission':
      return accept({ type: 'SubmissionSentBack', reason: command.reason });
    case 'ReachMoment':
      return reachMoment(state!, command.moment, context);
  }
}

/** A delegate counts as both persons, on either side. */
const prepared = ({ preparedBy }: Pick<SubmissionState, 'preparedBy'>, { person, onBehalfOf }: Actor): boolean =>
  preparedBy.some((by) => by === person || by === onBehalfOf);

const sameIdentity = (a: Identity | SubmissionState, b: Identity): boolean =>
  a.programme.code === b.programme.code &&
  a.period === b.period &&
  a.place.school === b.place.school &&
  a.number === b.number;

function guardSeat(type: SubmissionCommand['type'], place: Place, actor: Actor) {
  if (type === 'OweSubmission' || type === 'ReachMoment') {
    return isSystem(actor) ? ({ ok: true } as const) : refuse('ACCESS.WRONG_ROLE', { role: 'system' });
  }
  return requireSeat(actor, place, place.school, type === 'PrepareSubmission' ? 'clerk' : 'head');
}

/** The commands this person may give now, as far as can be told without the clock: what the console shows as buttons. */
export function availableSubmissionCommands(
  state: Pick<SubmissionState, 'phase' | 'place' | 'preparedBy'>,
  actor: Actor,
): SubmissionCommand['type'][] {
  if (isSystem(actor)) return [];
  return SUBMISSION_COMMANDS.filter((type) => {
    const from: readonly (SubmissionPhase | null)[] = SUBMISSION_TRANSITIONS[type];
    if (!from.includes(state.phase) || !guardSeat(type, state.place, actor).ok) return false;
    return type !== 'ConfirmSubmission' || !prepared(state, actor);
  });
}

export function evolveSubmission(before: SubmissionState | null, recorded: Recorded<SubmissionEvent>): SubmissionState {
  const { event, at } = recorded;
  if (!before) {
    if (event.type !== 'SubmissionOwed' && event.type !== 'SubmissionPrepared')
      throw new Error(`${event.type} opens no submission: the stream is damaged`);
    const { programme, period, place, number } = event;
    const empty = {
      programme,
      period,
      place,
      number,
      version: 0,
      revision: 0,
      phase: 'owed',
      window: null,
      contents: null,
      preparedBy: [],
      lastMoment: null,
      lastAt: at,
    } as const;
    return evolveSubmission(empty, recorded);
  }
  const keepsRevision = event.type === 'SubmissionReminderCameDue';
  return {
    ...before,
    ...applied(recorded),
    version: before.version + 1,
    revision: before.revision + (keepsRevision ? 0 : 1),
    lastAt: at,
  };
}

function applied({ event, actor, onBehalfOf }: Recorded<SubmissionEvent>): Partial<SubmissionState> {
  switch (event.type) {
    case 'SubmissionOwed':
      return { window: event.window };
    case 'SubmissionPrepared': {
      const { count, totalFen, digest } = event;
      return {
        phase: event.confirmed ? 'confirmed' : 'prepared',
        contents: { count, totalFen, digest },
        preparedBy: onBehalfOf ? [actor, onBehalfOf] : [actor],
      };
    }
    case 'SubmissionConfirmed':
      return { phase: 'confirmed' };
    case 'SubmissionSentBack':
      return { phase: 'owed', contents: null, preparedBy: [] };
    case 'SubmissionReminderCameDue':
      return { lastMoment: event.moment };
  }
}

/** A school that has not handed in is reminded like a late reviewer, until its head has confirmed. */
export function planSubmission(state: SubmissionState, context: { calendar: WorkingCalendar }): Plan {
  const moment = nextRung(state, context);
  return moment ? { next: { key: moment.key, at: moment.at } } : NO_PLAN;
}

function nextRung(state: SubmissionState, { calendar }: { calendar: WorkingCalendar }) {
  const { window } = state;
  if (!window || state.phase === 'confirmed') return null;
  return nextMoment(calendar, window.opensAt, window, window.limit, DEFAULT_LADDER, state.lastMoment);
}

function reachMoment(state: SubmissionState, moment: string, context: SubmissionContext): Decision<SubmissionEvent> {
  const rung = nextRung(state, context);
  if (rung?.key !== moment) return refuse('PLAN.MOMENT_NOT_PLANNED', { moment, planned: rung?.key ?? null });
  if (context.now < rung.at) return refuse('PLAN.MOMENT_NOT_DUE', { moment, at: rung.at });
  const due = latestDue(rung, context.now, (after) => nextRung({ ...state, lastMoment: after }, context));
  return accept({
    type: 'SubmissionReminderCameDue',
    moment: due.rung.key,
    rung: due.rung.rung,
    audiences: due.audiences,
    dueAt: state.window!.dueAt,
  });
}

export const SUBMISSION_LAW: StreamLaw<SubmissionState, SubmissionCommand, SubmissionEvent, SubmissionContext> = {
  kind: 'submission',
  decide: decideSubmission,
  evolve: evolveSubmission,
  plan: planSubmission,
};
