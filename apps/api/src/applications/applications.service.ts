import { Injectable } from '@nestjs/common';
import { type ApplicationState, hasJurisdiction } from '#domain';
import {
  applicationsPage,
  findHistory,
  type History,
  maskedPerson,
  officeNames,
  Persistence,
  type RefusedRead,
  recordRefusedRead,
  searchChildren,
  staffNames,
  unmask,
  wallClock,
} from '#persistence';
import { limitOf, positionOf } from '../http/page.dto.js';
import { ProblemError } from '../problems/problem-error.js';
import type { SeatedSession } from '../session/current-session.js';
import { textRefOf, timelineOf } from '../timeline/timeline.js';
import type { TimelineView } from '../timeline/timeline.view.js';
import type { ApplicationView } from './application.view.js';
import type { ApplicationsPageView, PersonalDataView } from './application-lists.view.js';
import type { ApplicationsQuery, PersonalDataDto } from './applications.dto.js';
import { detailOf, type Names, resubmissionOf } from './detail.js';
import type { ChildrenFoundView, ChildSearchDto } from './search.dto.js';
import { searchOf } from './search.js';

const MOST_CHILDREN = 50;
type ApplicationHistory = History<ApplicationState>;

/** Reads of applications; each asks first whether the application lies under the reader's office. */
@Injectable()
export class ApplicationsService {
  constructor(private readonly persistence: Persistence) {}

  async list(session: SeatedSession, query: ApplicationsQuery): Promise<ApplicationsPageView> {
    const { db, keys } = this.persistence;
    const after = positionOf<[string, number, string]>(query, 'text', 'int', 'uuid');
    return applicationsPage(db, keys, session.office, query, { after, limit: limitOf(query) });
  }

  async search({ actor }: SeatedSession, body: ChildSearchDto): Promise<ChildrenFoundView> {
    const found = await searchChildren(this.persistence, actor, searchOf(body), MOST_CHILDREN + 1);
    return { items: found.slice(0, MOST_CHILDREN), more: found.length > MOST_CHILDREN };
  }

  async detail(session: SeatedSession, id: string): Promise<ApplicationView> {
    const { db, keys, reference, texts } = this.persistence;
    const { state, events } = await this.get(session, id, 'application');
    const resubmitted = resubmissionOf(state, events);
    const said = resubmitted && textRefOf(resubmitted);
    const [programme, calendar, subject, names, words] = await Promise.all([
      reference.programme(state.programme.code, state.programme.version),
      reference.currentCalendar(),
      maskedPerson(db, keys, id),
      this.namesFor({ state, events }),
      texts.read(db, said ? [said.id] : []),
    ]);
    return detailOf({
      id,
      state,
      events,
      programme,
      calendar,
      subject: subject!,
      actor: session.actor,
      now: wallClock(),
      names,
      corrected: resubmitted
        ? { items: resubmitted.payload.changed as string[], text: words.get(said?.id ?? '')?.text ?? null }
        : null,
    });
  }

  async timeline(session: SeatedSession, id: string): Promise<TimelineView> {
    const { db, reference, texts } = this.persistence;
    const { state, events, faults } = await this.get(session, id, 'timeline');
    const refs = events.flatMap((event) => textRefOf(event)?.id ?? []);
    const [programme, words, names] = await Promise.all([
      reference.programme(state.programme.code, state.programme.version),
      texts.read(db, refs),
      this.namesFor({ state, events }),
    ]);
    return timelineOf(events, faults, programme, words, names);
  }

  async personalData(session: SeatedSession, id: string, { kind, reason }: PersonalDataDto): Promise<PersonalDataView> {
    await this.get(session, id, 'personal-data');
    const value = await unmask(
      this.persistence.db,
      this.persistence.keys,
      session.actor,
      id,
      kind,
      reason?.trim() || null,
    );
    return { kind, value };
  }

  private async get({ actor }: SeatedSession, id: string, read: RefusedRead): Promise<ApplicationHistory> {
    const { db } = this.persistence;
    const history = await findHistory(db, 'application', id);
    if (!history) throw new ProblemError('STREAM.NOT_FOUND');
    if (!hasJurisdiction(actor.seat!, history.state.place)) {
      await recordRefusedRead(db, actor, read, id, 'ACCESS.OUT_OF_JURISDICTION');
      throw new ProblemError('ACCESS.OUT_OF_JURISDICTION', { office: actor.seat!.office });
    }
    return history;
  }

  private async namesFor({ state, events }: Pick<ApplicationHistory, 'state' | 'events'>): Promise<Names> {
    const { db } = this.persistence;
    const { place, route } = state;
    const seats = events.map(({ seat }) => seat.split('/')[0]!);
    const codes = [place.school, place.township, place.county, ...route.map((stage) => stage.office), ...seats].filter(
      (code) => code !== null,
    );
    const persons = events.flatMap(({ actor, onBehalfOf }) => (onBehalfOf ? [actor, onBehalfOf] : [actor]));
    const [offices, people] = await Promise.all([officeNames(db, codes), staffNames(db, persons)]);
    return {
      person: (id) => ({ id, name: people.get(id) ?? '' }),
      office: (code) => ({ code, name: offices.get(code) ?? code }),
    };
  }
}
