import { Injectable } from '@nestjs/common';
import type { ApplicationCommand } from '#domain';
import {
  type Bulk,
  type BulkCommand,
  type BulkItem,
  type BulkSelection,
  Bulks,
  lastPeriodOf,
  namesOfChildren,
  Persistence,
  pageOf,
} from '#persistence';
import { explain } from '../door/explain.js';
import type { Idempotency } from '../http/idempotency.js';
import { limitOf, positionOf } from '../http/page.dto.js';
import { type FieldFault, ProblemError } from '../problems/problem-error.js';
import { refusalOf } from '../problems/refusal.view.js';
import type { SeatedSession } from '../session/current-session.js';
import type {
  BulkDecisionDto,
  BulkItemsQuery,
  BulkItemsView,
  BulkItemView,
  BulkView,
  SelectionDto,
} from './bulk-decisions.dto.js';

/** A preview of so many is answered at once; a larger one is asked for again, like a bulk itself. */
const ANSWERED_AT_ONCE = 500;

@Injectable()
export class BulkDecisionsService {
  constructor(
    private readonly persistence: Persistence,
    private readonly bulks: Bulks,
  ) {}

  async create(session: SeatedSession, { key, requestHash }: Idempotency, body: BulkDecisionDto): Promise<BulkView> {
    const { actor, postId: post } = session;
    const preview = body.preview ?? false;
    const creation = await this.bulks.create({
      actor,
      post,
      key,
      requestHash,
      preview,
      command: commandOf(body),
      selection: selectionOf(body.selection),
    });
    if (!creation.ok) throw ProblemError.of(creation.rejection);
    const { bulk } = creation;
    if (preview && bulk.total <= ANSWERED_AT_ONCE) {
      await this.bulks.run(bulk.id);
      return this.progress(session, bulk.id);
    }
    this.bulks.start(bulk.id);
    return viewOf(bulk);
  }

  async progress(session: SeatedSession, id: string): Promise<BulkView> {
    const bulk = await this.own(session, id);
    const compared = bulk.preview && bulk.state === 'done';
    return { ...viewOf(bulk), lastPeriod: compared ? await lastPeriodOf(this.persistence.db, id) : null };
  }

  async items(session: SeatedSession, id: string, query: BulkItemsQuery): Promise<BulkItemsView> {
    const bulk = await this.own(session, id);
    const [after] = positionOf<[number]>(query, 'int') ?? [-1];
    const limit = limitOf(query);
    const page = pageOf(await this.bulks.items(bulk, after, limit + 1, query.refused), limit, (last) => [last.ordinal]);
    const ids = page.items.map((item) => item.id);
    const names = await namesOfChildren(this.persistence.db, session.actor, ids);
    const items: BulkItemView[] = [];
    // One after the other: explaining reads histories, and this page must not take every connection.
    for (const item of page.items)
      items.push({ ...(await this.itemView(session, bulk, item)), name: names.get(item.id) ?? null });
    return { items, next: page.next };
  }

  /** A bulk is seen by whoever asked for it, and by nobody else. */
  private async own({ staffId }: SeatedSession, id: string): Promise<Bulk> {
    const bulk = await this.bulks.find(staffId, id);
    if (!bulk) throw new ProblemError('STREAM.NOT_FOUND');
    return bulk;
  }

  private async itemView(
    session: SeatedSession,
    bulk: Bulk,
    { id, revision, amountFen, outcome }: BulkItem,
  ): Promise<Omit<BulkItemView, 'name'>> {
    const item = { application: id, revision, amountFen };
    if (!outcome) return { ...item, result: 'pending', refusal: null };
    if (outcome.ok) return { ...item, result: 'accepted', refusal: null };
    const command = { type: TYPES[bulk.command.type], revision } as ApplicationCommand;
    const told = await explain(
      this.persistence,
      session.actor,
      { kind: 'application', id, command },
      outcome.rejection,
    );
    return { ...item, result: 'refused', refusal: refusalOf(told) };
  }
}

const TYPES = {
  approve: 'ApproveApplication',
  return: 'ReturnApplication',
  reject: 'RejectApplication',
} as const satisfies Record<BulkCommand['type'], ApplicationCommand['type']>;

function commandOf({ command, items, reason, opinion }: BulkDecisionDto): BulkCommand {
  const surplus = [
    ...(items && command !== 'return' ? ['items'] : []),
    ...(reason && command !== 'reject' ? ['reason'] : []),
  ];
  if (surplus.length > 0) throw doesNotBelong(surplus);
  switch (command) {
    case 'approve':
      return { type: 'approve', opinion };
    case 'return':
      return { type: 'return', items: items!, opinion };
    case 'reject':
      return { type: 'reject', reason: reason!, opinion };
  }
}

function selectionOf({ applications, submissionId, unflaggedOnly }: SelectionDto): BulkSelection {
  if (submissionId === undefined) {
    if (unflaggedOnly !== undefined) throw doesNotBelong(['selection.unflaggedOnly']);
    return applications!.map(({ id, revision }) => ({ id, revision }));
  }
  if (applications) throw doesNotBelong(['selection.applications']);
  return { submissionId, unflaggedOnly };
}

function doesNotBelong(paths: readonly string[]): ProblemError {
  const faults = paths.map(
    (path): FieldFault => ({
      path,
      code: 'notHere',
      zh: '与本次批量办理的方式不符',
      en: `${path} does not go with what was asked for`,
    }),
  );
  return new ProblemError('REQUEST.INVALID', {}, faults);
}

function viewOf({ command, ...bulk }: Bulk): BulkView {
  return { ...bulk, command: command.type, refused: bulk.done - bulk.accepted, lastPeriod: null };
}
