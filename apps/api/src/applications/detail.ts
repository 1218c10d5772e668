import {
  type Actor,
  type ApplicationState,
  availableCommands,
  type BenefitLine,
  type Programme,
  resolveRoute,
  type Visit,
  type WorkingCalendar,
} from '#domain';
import type { ChainedEvent, MaskedPerson } from '#persistence';
import { stageTitle } from '../timeline/sentences.js';
import type { ApplicationView, BasisView, OfficeView, PersonView, RouteStageView } from './application.view.js';

/** Names of the persons and offices an application speaks of. */
export interface Names {
  readonly person: (id: string) => PersonView;
  readonly office: (code: string) => OfficeView;
}

export interface DetailSources {
  readonly id: string;
  readonly state: ApplicationState;
  readonly events: readonly ChainedEvent[];
  readonly programme: Programme;
  readonly calendar: WorkingCalendar;
  readonly subject: MaskedPerson;
  readonly actor: Actor;
  readonly now: number;
  readonly names: Names;
  /** With what it came back to where it is now. */
  readonly corrected: ApplicationView['corrected'];
}

/** The resubmission that opened the visit it is at; undefined where it came there by a decision. */
export const resubmissionOf = (
  { visit }: ApplicationState,
  events: readonly ChainedEvent[],
): ChainedEvent | undefined =>
  events.findLast(
    ({ type, payload }) => type === 'ApplicationResubmitted' && (payload.opens as Visit).no === visit?.no,
  );

/** What one person sees of one application: facts, where it is, and what they may do now. */
export function detailOf(sources: DetailSources): ApplicationView {
  const { id, state: s, programme, names, subject } = sources;
  return {
    id,
    version: s.version,
    revision: s.revision,
    phase: s.phase,
    period: s.period,
    programme: {
      code: programme.code,
      version: programme.version,
      title: programme.title,
      rejectReasons: [...programme.rejectReasons],
      correctableItems: [...programme.correctableItems],
    },
    school: names.office(s.place.school),
    township: s.place.township ? names.office(s.place.township) : null,
    county: names.office(s.place.county),
    submission: s.submission,
    batch: s.batch,
    subject,
    basis: basisOf(sources),
    items: s.items.map((line) => itemOf(line, programme)),
    amountFen: s.amountFen,
    flags: [...s.flags],
    visit: visitOf(sources),
    clock: s.clock.running ? { running: true, because: null } : { running: false, because: s.clock.because },
    route: routeOf(sources),
    returned: s.returned && { items: [...s.returned.items], fromStage: s.returned.fromStage },
    corrected: sources.corrected,
    rejected: s.rejected && { reason: s.rejected.reason, stage: s.rejected.visit.stage },
    held: s.held && { by: names.person(s.held.by), at: s.held.at },
    objection: s.objection && { id: s.objection.id, at: s.objection.at },
    appealed: s.appealed,
    availableCommands: availableCommands(s, sources.actor, { now: sources.now, calendar: sources.calendar, programme }),
  };
}

/** As the latest event that checked it recorded it. */
function basisOf({ events }: DetailSources): BasisView | null {
  const checked = events.findLast(({ payload }) => 'basis' in payload);
  return (checked?.payload.basis as BasisView | undefined) ?? null;
}

function itemOf(line: BenefitLine, programme: Programme) {
  const title = programme.benefitItems.find((item) => item.code === line.item)?.title ?? {
    zh: line.item,
    en: line.item,
  };
  return { item: line.item, title, instalment: line.instalment, amountFen: line.amountFen, payee: line.payee };
}

function visitOf({ state: { visit, openedBy }, programme, names, now }: DetailSources): ApplicationView['visit'] {
  if (!visit) return null;
  const { no, stage, kind, role, openedAt, dueAt, provisional, calendarVersion } = visit;
  return {
    no,
    stage,
    title: stageTitle(programme, stage),
    kind,
    office: names.office(visit.office),
    role,
    openedAt,
    dueAt,
    late: now > dueAt,
    provisional,
    calendarVersion,
    openedBy: openedBy ? names.person(openedBy) : null,
  };
}

/** The whole route, with where the application is on it and who approved what is behind. */
function routeOf({ state: s, events, programme, names }: DetailSources): RouteStageView[] {
  const route = s.route.length > 0 ? s.route : resolveRoute(programme, s.place, s.amountFen);
  const here = s.visit?.stage ?? s.returned?.fromStage ?? s.rejected?.visit.stage ?? null;
  const position = here === null ? -1 : route.findIndex(({ stage }) => stage === here);
  return route.map(({ stage, kind, office, role }, index) => {
    const approved = events.findLast((e) => e.type === 'ApplicationApproved' && e.payload.stage === stage);
    const done = s.phase === 'paid' || index < position || (position < 0 && approved !== undefined);
    return {
      stage,
      title: stageTitle(programme, stage),
      kind,
      office: names.office(office),
      role,
      state: done ? 'done' : index === position ? 'here' : 'ahead',
      decidedBy: done && approved ? names.person(approved.actor) : null,
      decidedAt: done && approved ? approved.at : null,
    };
  });
}
