import { Injectable } from '@nestjs/common';
import { dateOf, dayNumber, startOfDayAt } from '#domain';
import { type DecisionRange, decidedLate, decisionsOf, Persistence } from '#persistence';
import { limitOf, positionOf } from '../http/page.dto.js';
import { ProblemError } from '../problems/problem-error.js';
import type { SeatedSession } from '../session/current-session.js';
import type { DecisionsPageView, DecisionsQuery, LateQuery } from './audit.dto.js';

/** Questions of auditors and supervisors to the trail, within their own jurisdiction. */
@Injectable()
export class AuditService {
  constructor(private readonly persistence: Persistence) {}

  async decisions(session: SeatedSession, query: DecisionsQuery): Promise<DecisionsPageView> {
    return decisionsOf(this.persistence.db, query.person, await this.rangeOf(session, query));
  }

  async late(session: SeatedSession, query: LateQuery): Promise<DecisionsPageView> {
    return decidedLate(this.persistence.db, query.office ?? null, await this.rangeOf(session, query));
  }

  private async rangeOf({ office }: SeatedSession, query: DecisionsQuery | LateQuery): Promise<DecisionRange> {
    if (query.from > query.to) {
      throw new ProblemError('REQUEST.INVALID', {}, [
        { path: 'to', code: 'notBeforeFrom', zh: '截止日期不能早于起始日期', en: 'to must not be before from' },
      ]);
    }
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
