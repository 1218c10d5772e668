import { Injectable } from '@nestjs/common';
import { type ApplicationCommand, isTelephone, normaliseTelephone, readBankCard, type TextRef } from '#domain';
import { Persistence, type PersonalValueChange } from '#persistence';
import { type CommandOptions, DoorService } from '../door/door.service.js';
import type { Order } from '../door/order.js';
import { ProblemError } from '../problems/problem-error.js';
import type {
  AppealDto,
  ApproveDto,
  CommandAcceptedView,
  HoldDto,
  RejectDto,
  ResubmitDto,
  ReturnDto,
  WithdrawDto,
} from './commands.dto.js';

/** Which returned item lets which value be replaced. */
const CORRECTS = { card: 'bank-card', bank: 'bank-card', phone: 'telephone' } as const;

/** Commands on one application. The law decides; here free text becomes a commitment and values are put on file. */
@Injectable()
export class ApplicationCommandsService {
  constructor(
    private readonly door: DoorService,
    private readonly persistence: Persistence,
  ) {}

  open = (order: Order) => this.give(order, { type: 'OpenApplication' });
  recall = (order: Order) => this.give(order, { type: 'RecallApplication' });
  resume = (order: Order) => this.give(order, { type: 'ResumeApplication' });

  approve(order: Order, { revision, opinion }: ApproveDto): Promise<CommandAcceptedView> {
    return this.giveWithText(order, opinion, (ref) => ({
      type: 'ApproveApplication',
      revision,
      ...(ref && { opinion: ref }),
    }));
  }

  return(order: Order, { revision, items, opinion }: ReturnDto): Promise<CommandAcceptedView> {
    return this.giveWithText(order, opinion, (ref) => ({
      type: 'ReturnApplication',
      revision,
      items,
      ...(ref && { opinion: ref }),
    }));
  }

  reject(order: Order, { revision, reason, opinion }: RejectDto): Promise<CommandAcceptedView> {
    return this.giveWithText(order, opinion, (ref) => ({
      type: 'RejectApplication',
      revision,
      reason,
      ...(ref && { opinion: ref }),
    }));
  }

  withdraw(order: Order, { note }: WithdrawDto): Promise<CommandAcceptedView> {
    return this.giveWithText(order, note, (ref) => ({ type: 'WithdrawApplication', ...(ref && { note: ref }) }));
  }

  appeal(order: Order, { grounds }: AppealDto): Promise<CommandAcceptedView> {
    return this.giveWithText(order, grounds, (ref) => ({ type: 'AppealApplication', ...(ref && { grounds: ref }) }));
  }

  hold(order: Order, { reason }: HoldDto): Promise<CommandAcceptedView> {
    return this.giveWithText(order, reason, (ref) => {
      if (!ref) throw invalid('reason', 'isNotEmpty', '不能为空', 'must not be blank');
      return { type: 'HoldApplication', reason: ref };
    });
  }

  /** New values go on file with the event that says they were corrected: what the law refuses changes nothing. */
  async resubmit(order: Order, { revision, changed, ...corrections }: ResubmitDto): Promise<CommandAcceptedView> {
    const { keys } = this.persistence;
    const personalValues: PersonalValueChange[] = Object.entries(correctedValues(changed, corrections)).map(
      ([kind, value]) => ({ owner: order.id, kind, cipher: keys.encrypt(value) }),
    );
    // Only of the number it was confirmed for: another one is a card again.
    if (corrections.card !== undefined) personalValues.push({ owner: order.id, kind: 'passbook', cipher: null });
    return this.give(order, { type: 'ResubmitApplication', revision, changed }, { personalValues });
  }

  private giveWithText(
    order: Order,
    text: string | undefined,
    commandOf: (ref: TextRef | null) => ApplicationCommand,
  ): Promise<CommandAcceptedView> {
    const committed = this.persistence.texts.commit(order.id, text);
    return this.give(order, commandOf(committed?.ref ?? null), { texts: [committed?.row] });
  }

  private async give(
    { session, request, id }: Order,
    command: ApplicationCommand,
    options: CommandOptions = {},
  ): Promise<CommandAcceptedView> {
    const { version, revision } = await this.door.give(session, request, { kind: 'application', id, command }, options);
    return { id, version, revision };
  }
}

function correctedValues(
  changed: readonly string[],
  given: Pick<ResubmitDto, 'card' | 'bank' | 'phone'>,
): Record<string, string> {
  for (const [field, item] of Object.entries(CORRECTS)) {
    if (given[field as keyof typeof CORRECTS] !== undefined && !changed.includes(item)) {
      throw invalid(field, 'notAmongChanged', `填写此项须在 changed 中列出“${item}”`, `needs "${item}" among changed`);
    }
  }
  const values: Record<string, string> = {};
  if (given.bank !== undefined) values.bank = given.bank.trim();
  if (given.card !== undefined) {
    const reading = readBankCard(given.card);
    if (reading.kind !== 'card')
      throw invalid('card', 'cardNumber', '银行卡号不正确，请核对每一位数字', 'is not a valid card number');
    values.card = reading.card;
  }
  if (given.phone !== undefined) {
    const phone = normaliseTelephone(given.phone);
    if (!isTelephone(phone)) throw invalid('phone', 'telephone', '联系电话不正确', 'is not a telephone number');
    values.phone = phone;
  }
  return values;
}

const invalid = (path: string, code: string, zh: string, en: string) =>
  new ProblemError('REQUEST.INVALID', {}, [{ path, code, zh, en }]);
