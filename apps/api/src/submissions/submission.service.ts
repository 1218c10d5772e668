import { Injectable } from '@nestjs/common';
import { isCalendarDate, type Rejection } from '#domain';
import {
  applicationsInSubmission,
  type ChildOnRoster,
  classRoster,
  confirmSubmission,
  findPlaceOfSchool,
  findSubmission,
  type HeadOfSchool,
  type LeftOut,
  listSubmissions,
  type Page,
  Persistence,
  prepareSubmission,
  type SubmissionView,
  type SubmittedApplication,
  sendBackSubmission,
} from '#persistence';
import type { Idempotency } from '../http/idempotency.js';
import { limitOf, type PageQuery, positionOf } from '../http/page.dto.js';
import { ProblemError } from '../problems/problem-error.js';
import { refusalOf } from '../problems/refusal.view.js';
import type { SeatedSession } from '../session/current-session.js';
import type {
  ConfirmSubmissionDto,
  LeftOutView,
  PreparedSubmissionView,
  PrepareSubmissionDto,
  SubmissionsQuery,
} from './submission.dto.js';

/** What a school hands in at once: prepared by its clerk, confirmed by its head. */
@Injectable()
export class SubmissionService {
  constructor(private readonly persistence: Persistence) {}

  async prepare(
    session: SeatedSession,
    request: Idempotency,
    body: PrepareSubmissionDto,
  ): Promise<PreparedSubmissionView> {
    const place = await findPlaceOfSchool(this.persistence.db, session.office);
    if (!place) throw new ProblemError('ACCESS.WRONG_LEVEL', { office: session.office });
    const result = await prepareSubmission(this.persistence, { ...giver(session, request), place }, body);
    const leftOut = result.leftOut.map(explained);
    if (!result.ok)
      throw new ProblemError(
        result.rejection.code,
        result.rejection.params,
        leftOut.map(({ application, code, zh, en }) => ({ path: application, code, zh, en })),
      );
    if (result.preview)
      return { id: null, number: result.number, count: result.count, totalFen: result.totalFen, leftOut };
    // As it stands: an answer given again to the same key is about the submission made then.
    const { id, number, count, totalFen } = await this.view(session, result.id);
    return { id, number, count, totalFen, leftOut };
  }

  async confirm(
    session: SeatedSession,
    request: Idempotency,
    id: string,
    { meetingOn, members }: ConfirmSubmissionDto,
  ): Promise<SubmissionView> {
    if (!isCalendarDate(meetingOn)) throw new ProblemError('SUBMISSION.MEETING_MISSING');
    refuseIf(await confirmSubmission(this.persistence, giver(session, request), id, { on: meetingOn, members }));
    return this.view(session, id);
  }

  async sendBack(session: SeatedSession, request: Idempotency, id: string, reason: string): Promise<SubmissionView> {
    refuseIf(await sendBackSubmission(this.persistence, giver(session, request), id, reason));
    return this.view(session, id);
  }

  list({ actor }: SeatedSession, query: SubmissionsQuery): Promise<Page<SubmissionView>> {
    const before = positionOf<[string]>(query, 'uuid')?.[0] ?? null;
    return listSubmissions(this.persistence, { ...query, actor, before, limit: limitOf(query) });
  }

  async view({ actor }: SeatedSession, id: string): Promise<SubmissionView> {
    const found = await findSubmission(this.persistence, actor, id);
    if (!found) throw new ProblemError('STREAM.NOT_FOUND');
    return found;
  }

  async applications(session: SeatedSession, id: string, page: PageQuery): Promise<Page<SubmittedApplication>> {
    await this.view(session, id);
    const after = positionOf<[string]>(page, 'uuid')?.[0] ?? null;
    return applicationsInSubmission(this.persistence, id, { after, limit: limitOf(page) });
  }

  async roster(session: SeatedSession, id: string): Promise<ChildOnRoster[]> {
    await this.view(session, id);
    return classRoster(this.persistence, id);
  }
}

const giver = ({ actor, postId }: SeatedSession, { key, requestHash }: Idempotency): HeadOfSchool => ({
  actor,
  post: postId,
  key,
  requestHash,
});

function refuseIf(rejection: Rejection | null): void {
  if (rejection) throw ProblemError.of(rejection);
}

function explained({ application, rejection }: LeftOut): LeftOutView {
  const { code, zh, en } = refusalOf(rejection);
  return { application, code, zh, en };
}
