import { Injectable } from '@nestjs/common';
import {
  type ChildCursor,
  childrenOfSchool,
  countChildren,
  currentPeriod,
  findPlaceOfSchool,
  Persistence,
  type SchoolOfList,
} from '#persistence';
import { limitOf, positionOf } from '../http/page.dto.js';
import { ProblemError } from '../problems/problem-error.js';
import type { SeatedSession } from '../session/current-session.js';
import type { ChildrenPageView, ChildrenQuery, MySchoolQuery, MySchoolView } from './my-school.dto.js';

/** What clerk and head see of their own school; the counts and the list are one definition. */
@Injectable()
export class MySchoolService {
  constructor(private readonly persistence: Persistence) {}

  async overview(session: SeatedSession, query: MySchoolQuery): Promise<MySchoolView> {
    const school = await this.schoolOf(session, query.period);
    const { classes, ...counts } = await countChildren(this.persistence, school);
    return { period: school.period, counts, classes };
  }

  async children(session: SeatedSession, query: ChildrenQuery): Promise<ChildrenPageView> {
    const after = positionOf<ChildCursor>(query, 'int', 'int', 'text', 'text', 'uuid');
    const school = await this.schoolOf(session, query.period);
    return childrenOfSchool(this.persistence, school, query, { after, limit: limitOf(query) });
  }

  private async schoolOf({ office }: SeatedSession, period?: number): Promise<SchoolOfList> {
    const place = await findPlaceOfSchool(this.persistence.db, office);
    if (!place) throw new ProblemError('ACCESS.WRONG_LEVEL', { office });
    const running = period ?? (await currentPeriod(this.persistence))?.code ?? 0;
    return { school: place.school, county: place.county, period: running };
  }
}
