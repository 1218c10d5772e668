import { Injectable } from '@nestjs/common';
import { type ApplicationCommand, type BatchCommand, normaliseBankCard } from '#domain';
import {
  type BatchChild,
  type BatchSummary,
  childrenInBatch,
  findBatch,
  findBatchSummary,
  findFailedLine,
  type LineView,
  listBatches,
  listLines,
  newId,
  openBankFile,
  openPeriods,
  type Page,
  Persistence,
  type PersonalValueChange,
  previewBatch,
  streamsOfKey,
  takeReturnFile,
} from '#persistence';
import { type Accepted, DoorService } from '../door/door.service.js';
import type { Idempotency } from '../http/idempotency.js';
import { limitOf, type PageQuery, positionOf } from '../http/page.dto.js';
import { ProblemError } from '../problems/problem-error.js';
import type { SeatedSession } from '../session/current-session.js';
import { inWords } from './left-out.js';
import type {
  AccountDto,
  CancelPaymentBatchDto,
  CreatePaymentBatchDto,
  LinesQuery,
  ReissueLineDto,
} from './payment-batches.dto.js';
import type { BatchDetailView, BatchPreviewView, ReturnTakenView } from './payment-batches.view.js';

@Injectable()
export class PaymentBatchesService {
  constructor(
    private readonly persistence: Persistence,
    private readonly door: DoorService,
  ) {}

  async create(
    session: SeatedSession,
    request: Idempotency,
    { programmeCode, period }: CreatePaymentBatchDto,
  ): Promise<Accepted> {
    const { code, version } = await this.payable(session.office, programmeCode, period);
    const command: BatchCommand = {
      type: 'CreatePaymentBatch',
      programme: { code, version },
      period,
      office: session.office,
    };
    return this.door.give(session, request, { kind: 'payment-batch', id: newId(), command });
  }

  async preview(
    { office }: SeatedSession,
    { programmeCode, period }: CreatePaymentBatchDto,
  ): Promise<BatchPreviewView> {
    const programme = await this.payable(office, programmeCode, period);
    const preview = await previewBatch(this.persistence, { office, programme: programme.code, period });
    return { ...preview, excluded: await inWords(this.persistence, programme, preview.excluded) };
  }

  list({ office }: SeatedSession, page: PageQuery): Promise<Page<BatchSummary>> {
    const before = positionOf<[string]>(page, 'uuid')?.[0] ?? null;
    return listBatches(this.persistence.db, office, { before, limit: limitOf(page) });
  }

  async get({ actor }: SeatedSession, id: string): Promise<BatchDetailView> {
    const found = await findBatch(this.persistence.db, actor, id);
    if (!found) throw new ProblemError('STREAM.NOT_FOUND');
    const { pinned, ...batch } = found;
    const programme = await this.persistence.reference.programme(pinned.code, pinned.version);
    return { ...batch, excluded: await inWords(this.persistence, programme, batch.excluded) };
  }

  async lines(session: SeatedSession, id: string, query: LinesQuery): Promise<Page<LineView>> {
    await this.mustSee(session, id);
    const after = positionOf<[number]>(query, 'int')?.[0] ?? 0;
    return listLines(this.persistence, session.actor, id, { state: query.state ?? null, after, limit: limitOf(query) });
  }

  async children(session: SeatedSession, id: string, school: string): Promise<BatchChild[]> {
    await this.mustSee(session, id);
    return childrenInBatch(this.persistence, id, school);
  }

  release(session: SeatedSession, request: Idempotency, id: string, totalFen: number): Promise<Accepted> {
    return this.door.give(session, request, {
      kind: 'payment-batch',
      id,
      command: { type: 'ReleasePaymentBatch', totalFen },
    });
  }

  cancel(
    session: SeatedSession,
    request: Idempotency,
    id: string,
    { reason }: CancelPaymentBatchDto,
  ): Promise<Accepted> {
    const text = this.persistence.texts.commit(id, reason);
    const command: BatchCommand = { type: 'CancelPaymentBatch', because: 'finance', ...(text && { reason: text.ref }) };
    return this.door.give(session, request, { kind: 'payment-batch', id, command }, { texts: [text?.row] });
  }

  async bankFile(
    { actor }: SeatedSession,
    id: string,
    bank: string,
  ): Promise<{ name: string; sha256: string; bytes: Buffer }> {
    const file = await openBankFile(this.persistence, actor, id, bank);
    if (!file) throw new ProblemError('STREAM.NOT_FOUND');
    return file;
  }

  async takeReturn(
    session: SeatedSession,
    { key, requestHash }: Idempotency,
    id: string,
    bytes: Buffer,
  ): Promise<ReturnTakenView> {
    await this.mustSee(session, id); // a batch of another county is not even read against
    const taken = await takeReturnFile(this.persistence, id, bytes, {
      actor: session.actor,
      post: session.postId,
      key,
      requestHash,
    });
    if (!taken.ok) throw ProblemError.of(taken.rejection);
    const { bank, paid, failed, unknown } = taken;
    return { bank, paid, failed, unknown };
  }

  /**
   * The bank sent a line back and the fault has been cleared up: what is behind it waits for the next batch, with the
   * household's corrected account where that was the fault.
   */
  async reissue(
    session: SeatedSession,
    request: Idempotency,
    id: string,
    lineNo: number,
    { account }: ReissueLineDto,
  ): Promise<{ applications: string[] }> {
    const line = await findFailedLine(this.persistence, id, lineNo, session.office);
    if (account && line && line.payee !== 'household-card') throw new ProblemError('BATCH.ACCOUNT_NOT_A_HOUSEHOLDS');
    // Nothing failed is left of a line that was reissued: a retry is about what the first request was about.
    const applications = line?.applications ?? (await streamsOfKey(this.persistence.db, session.staffId, request.key));
    if (applications.length === 0) throw new ProblemError('STREAM.NOT_FOUND');
    const command: ApplicationCommand = { type: 'ReissuePayment', ...(account && { accountChanged: true }) };
    const commands = applications.map((application) => ({ kind: 'application' as const, id: application, command }));
    const personalValues = account ? applications.flatMap((owner) => this.accountValues(owner, account)) : [];
    await this.door.giveAll(session, request, commands, { personalValues });
    return { applications: [...applications] };
  }

  private accountValues(owner: string, { number, bank }: AccountDto): PersonalValueChange[] {
    const { keys } = this.persistence;
    return [
      { owner, kind: 'card', cipher: keys.encrypt(normaliseBankCard(number)) },
      { owner, kind: 'bank', cipher: keys.encrypt(bank) },
      { owner, kind: 'passbook', cipher: null }, // what the clerk confirmed was the number before
    ];
  }

  /** Whoever may not see a batch sees nothing in it. */
  private async mustSee({ actor }: SeatedSession, id: string): Promise<void> {
    if (!(await findBatchSummary(this.persistence.db, actor, id))) throw new ProblemError('STREAM.NOT_FOUND');
  }

  /** The active programme of that code. The period must have been opened: there is nowhere to keep the events of others. */
  private async payable(county: string, code: string, period: number) {
    const [programmes, periods] = await Promise.all([
      this.persistence.reference.activeProgrammes(county),
      openPeriods(this.persistence),
    ]);
    const programme = programmes.find((active) => active.code === code);
    if (!programme || !periods.some((open) => open.code === period)) throw new ProblemError('STREAM.NOT_FOUND');
    return programme;
  }
}
