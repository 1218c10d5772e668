import { Injectable } from '@nestjs/common';
import type { ApplicationCommand } from '#domain';
import {
  isOfSchool,
  listObjections,
  markUnfounded,
  type ObjectionDetail,
  type ObjectionSummary,
  type Page,
  Persistence,
  readObjection,
  receiveObjection,
  statementOf,
  wallClock,
} from '#persistence';
import { type Accepted, DoorService } from '../door/door.service.js';
import type { Idempotency } from '../http/idempotency.js';
import { limitOf, positionOf } from '../http/page.dto.js';
import { ProblemError } from '../problems/problem-error.js';
import type { SeatedSession } from '../session/current-session.js';
import type { ObjectionsQuery, RaiseObjectionDto, ResolveObjectionDto } from './objections.dto.js';

@Injectable()
export class ObjectionsService {
  constructor(
    private readonly persistence: Persistence,
    private readonly door: DoorService,
  ) {}

  async raise(
    schoolCode: string,
    { applicationRef, childName, text, contact }: RaiseObjectionDto,
  ): Promise<{ id: string }> {
    const received = await receiveObjection(this.persistence, schoolCode, wallClock(), {
      row: applicationRef,
      childName,
      text,
      contact,
    });
    if (!received) throw new ProblemError('STREAM.NOT_FOUND');
    if ('rejection' in received) throw ProblemError.of(received.rejection);
    return received;
  }

  list({ actor }: SeatedSession, query: ObjectionsQuery): Promise<Page<ObjectionSummary>> {
    const after = positionOf<[string]>(query, 'uuid')?.[0] ?? null;
    const state = query.state ?? 'received';
    return listObjections(this.persistence.db, actor, { state, after, limit: limitOf(query) });
  }

  async read({ actor }: SeatedSession, id: string): Promise<ObjectionDetail> {
    const objection = await readObjection(this.persistence, actor, id);
    if (!objection) throw new ProblemError('STREAM.NOT_FOUND');
    return objection;
  }

  /** The office has heard who spoke: from now on the notice's days stand still. */
  async confirm(session: SeatedSession, request: Idempotency, id: string, applicationId?: string): Promise<Accepted> {
    const { application: known, school, statement } = await this.inState(session, id, 'received', request);
    const application = known ?? applicationId;
    if (!application || !(await isOfSchool(this.persistence.db, application, school)))
      throw new ProblemError('OBJECTION.ROW_UNKNOWN');
    const command: ApplicationCommand = { type: 'ConfirmObjection', objection: id, ...(statement && { statement }) };
    return this.door.give(session, request, { kind: 'application', id: application, command });
  }

  async resolve(
    session: SeatedSession,
    request: Idempotency,
    id: string,
    { upheld, opinion }: ResolveObjectionDto,
  ): Promise<Accepted> {
    const { application } = await this.inState(session, id, 'confirmed', request);
    const text = this.persistence.texts.commit(application!, opinion);
    const command: ApplicationCommand = {
      type: 'ResolveObjection',
      objection: id,
      upheld,
      ...(text && { opinion: text.ref }),
    };
    return this.door.give(session, request, { kind: 'application', id: application!, command }, { texts: [text?.row] });
  }

  async unfounded({ actor }: SeatedSession, id: string): Promise<void> {
    const marked = await markUnfounded(this.persistence, actor, id);
    if (!marked) throw new ProblemError('STREAM.NOT_FOUND');
    if ('rejection' in marked) throw ProblemError.of(marked.rejection);
  }

  /** A request that repeats its key goes on to the door, which gives the first answer again. */
  private async inState({ office }: SeatedSession, id: string, state: 'received' | 'confirmed', { key }: Idempotency) {
    const objection = await statementOf(this.persistence, office, id);
    if (!objection) throw new ProblemError('STREAM.NOT_FOUND');
    if (objection.state !== state && key === null)
      throw new ProblemError('OBJECTION.NOT_AT_THIS_STEP', { state: objection.state });
    return objection;
  }
}
