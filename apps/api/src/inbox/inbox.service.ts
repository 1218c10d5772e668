import { Injectable } from '@nestjs/common';
import { inboxPage, markAllRead, markRead, Persistence, unreadCount, wallClock } from '#persistence';
import { COUNTED_UP_TO, capped } from '../http/capped.js';
import { limitOf, positionOf } from '../http/page.dto.js';
import { ProblemError } from '../problems/problem-error.js';
import type { Session } from '../session/current-session.js';
import type { InboxPageView, InboxQuery, ReadAllDto, UnreadView } from './inbox.dto.js';

/** What a person was told; nobody reads another's. */
@Injectable()
export class InboxService {
  constructor(private readonly persistence: Persistence) {}

  page({ staffId }: Session, query: InboxQuery): Promise<InboxPageView> {
    const position = positionOf<[string]>(query, 'uuid');
    return inboxPage(this.persistence.db, staffId, {
      before: position?.[0] ?? null,
      unreadOnly: query.unread ?? false,
      limit: limitOf(query),
    });
  }

  async unread({ staffId }: Session): Promise<UnreadView> {
    return capped(await unreadCount(this.persistence.db, staffId, COUNTED_UP_TO));
  }

  async read({ staffId }: Session, id: string): Promise<void> {
    if (!(await markRead(this.persistence.db, staffId, id, wallClock()))) throw new ProblemError('STREAM.NOT_FOUND');
  }

  readAll({ staffId }: Session, { upTo }: ReadAllDto): Promise<void> {
    return markAllRead(this.persistence.db, staffId, upTo, wallClock());
  }
}
