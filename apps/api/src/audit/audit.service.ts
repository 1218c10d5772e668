import { Injectable } from '@nestjs/common';
import { dateOf, dayNumber, type StreamKind, startOfDayAt } from '#domain';
import {
  type DecisionRange,
  decidedLate,
  decisionsOf,
  findTrail,
  officeNames,
  Persistence,
  placeOfStream,
  searchOffices,
  searchStaff,
  staffNames,
} from '#persistence';
import { limitOf, positionOf } from '../http/page.dto.js';
import { ProblemError } from '../problems/problem-error.js';
import type { SeatedSession } from '../session/current-session.js';
import type { DecisionsPageView, DecisionsQuery, LateQuery } from './audit.dto.js';
import type { NameQuery, OfficeFoundView, StaffFoundView } from './search.dto.js';
import type { TrailView } from './trail.dto.js';

const MOST_CHOICES = 50;

/** Questions of auditors and supervisors to the trail, within their own jurisdiction. */
@Injectable()
export class AuditService {
  constructor(private readonly persistence: Persistence) {}

  async decisions(session: SeatedSession, query: DecisionsQuery): Promise<DecisionsPageView> {
    if (!query.person && !query.office)
      throw ProblemError.ofField('person', 'personOrOffice', '请选择办理人或单位', 'name a person or an office');
    return decisionsOf(this.persistence.db, query, await this.rangeOf(session, query));
  }

  async late(session: SeatedSession, query: LateQuery): Promise<DecisionsPageView> {
    return decidedLate(this.persistence.db, query, await this.rangeOf(session, query));
  }

  staff({ office }: SeatedSession, { name }: NameQuery): Promise<StaffFoundView[]> {
    return searchStaff(this.persistence.db, office, name?.trim() ?? '', MOST_CHOICES);
  }

  offices({ office }: SeatedSession, { name }: NameQuery): Promise<OfficeFoundView[]> {
    return searchOffices(this.persistence.db, office, name?.trim() ?? '', MOST_CHOICES);
  }

  async trail({ office }: SeatedSession, kind: StreamKind, id: string): Promise<TrailView> {
    const { db } = this.persistence;
    const [place, trail] = await Promise.all([placeOfStream(db, office, kind, id), findTrail(db, kind, id)]);
    if (!place || !trail) throw new ProblemError('STREAM.NOT_FOUND');
    const { events, faults, endsWhereListed } = trail;
    const officeOf = (seat: string) => (seat.includes('/') ? seat.split('/')[0]! : null);
    const [people, offices] = await Promise.all([
      staffNames(
        db,
        events.flatMap(({ actor, onBehalfOf }) => (onBehalfOf ? [actor, onBehalfOf] : [actor])),
      ),
      officeNames(
        db,
        events.flatMap(({ seat }) => officeOf(seat) ?? []),
      ),
    ]);
    return {
      kind,
      id,
      ...place,
      entries: events.map((envelope) => ({
        envelope,
        actorName: people.get(envelope.actor) ?? null,
        onBehalfOfName: (envelope.onBehalfOf && people.get(envelope.onBehalfOf)) || null,
        officeName: offices.get(officeOf(envelope.seat) ?? '') ?? null,
      })),
      chain: { intact: faults.length === 0 && endsWhereListed, faults, endsWhereListed },
    };
  }

  private async rangeOf({ office }: SeatedSession, query: DecisionsQuery | LateQuery): Promise<DecisionRange> {
    if (query.from > query.to)
      throw ProblemError.ofField('to', 'notBeforeFrom', '截止日期不能早于起始日期', 'to must not be before from');
    const calendar = await this.persistence.reference.currentCalendar();
    return {
      office,
      from: startOfDayAt(calendar, query.from),
      until: startOfDayAt(calendar, dateOf(dayNumber(query.to) + 1)),
      after: positionOf<[number, string, number]>(query, 'int', 'uuid', 'int'),
      limit: limitOf(query),
    };
  }
}
