import { Injectable } from '@nestjs/common';
import type { ApplicationCommand, TextRef } from '#domain';
import { maskedPerson, Persistence } from '#persistence';
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
import { changesOf, correctedValues, correctionText } from './corrections.js';

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
      if (!ref) throw ProblemError.ofField('reason', 'isNotEmpty', '不能为空', 'must not be blank');
      return { type: 'HoldApplication', reason: ref };
    });
  }

  /** New values go on file with the event that says they were corrected: what the law refuses changes nothing. */
  async resubmit(order: Order, { revision, note, ...dto }: ResubmitDto): Promise<CommandAcceptedView> {
    const { db, keys, texts } = this.persistence;
    const values = correctedValues(dto);
    const before = await maskedPerson(db, keys, order.id);
    const said = texts.commit(order.id, before && correctionText(before, values, note));
    return this.give(
      order,
      { type: 'ResubmitApplication', revision, changed: dto.changed, ...(said && { note: said.ref }) },
      { texts: [said?.row], personalValues: changesOf(keys, order.id, values) },
    );
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
