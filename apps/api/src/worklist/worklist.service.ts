import { Injectable } from '@nestjs/common';
import {
  type GroupPosition,
  Persistence,
  type WorklistScope,
  wallClock,
  worklistCounts,
  worklistGroups,
  worklistPage,
} from '#persistence';
import { COUNTED_UP_TO, capped } from '../http/capped.js';
import { limitOf, positionOf } from '../http/page.dto.js';
import { ProblemError } from '../problems/problem-error.js';
import type { SeatedSession } from '../session/current-session.js';
import type { WorklistCountsView, WorklistGroupsView, WorklistPageView, WorklistQuery } from './worklist.dto.js';

/** What a person has to do: the union over their seats. Lists, groups and counts come from one definition. */
@Injectable()
export class WorklistService {
  constructor(private readonly persistence: Persistence) {}

  async page(session: SeatedSession, query: WorklistQuery): Promise<WorklistPageView> {
    const { db, keys } = this.persistence;
    const after = positionOf<[number, string]>(query, 'int', 'uuid');
    return worklistPage(db, keys, scopeOf(session, query), query, { after, limit: limitOf(query) });
  }

  groups(session: SeatedSession, query: WorklistQuery): Promise<WorklistGroupsView> {
    return worklistGroups(this.persistence.db, scopeOf(session, query), query, {
      now: wallClock(),
      after: positionOf<GroupPosition>(query, 'int', 'uuid', 'text', 'text', 'text'),
      limit: limitOf(query),
    });
  }

  async counts(session: SeatedSession, query: WorklistQuery): Promise<WorklistCountsView> {
    const counts = await worklistCounts(this.persistence.db, scopeOf(session, query), query, COUNTED_UP_TO);
    return { items: counts.map((each) => ({ ...each, ...capped(each.count) })) };
  }
}

function scopeOf({ staffId, posts }: SeatedSession, { post }: WorklistQuery): WorklistScope {
  const chosen = post ? posts.filter(({ id }) => id === post) : posts;
  if (chosen.length === 0) throw new ProblemError('ACCESS.NOT_YOUR_POST');
  return { person: staffId, seats: chosen.map(({ office, role }) => ({ office, role })) };
}
