import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentOrder, type Order } from '../door/order.js';
import { EmptyDto } from '../http/empty.dto.js';
import { ApiAnswers } from '../problems/api-answers.js';
import type { ProblemCode } from '../problems/catalogue.js';
import { Permit } from '../session/permit.js';
import { ApplicationCommandsService } from './application-commands.service.js';
import {
  AppealDto,
  ApproveDto,
  CommandAcceptedView,
  HoldDto,
  RejectDto,
  ResubmitDto,
  ReturnDto,
  WithdrawDto,
} from './commands.dto.js';

const OK = { status: 200, type: CommandAcceptedView } as const;
const ANYWHERE = [
  'STREAM.NOT_FOUND',
  'ACCESS.WRONG_ROLE',
  'ACCESS.OUT_OF_JURISDICTION',
  'APPLICATION.NOT_AT_THIS_STAGE',
  'COMMAND.KEY_REUSED',
] as const satisfies ProblemCode[];
const DECISION = [
  ...ANYWHERE,
  'ACCESS.WRONG_LEVEL',
  'ACCESS.FOUR_EYES',
  'ACCESS.BARRED_BY_APPEAL',
  'STREAM.REVISION_STALE',
  'APPLICATION.ON_HOLD',
  'APPLICATION.UNDER_OBJECTION',
] as const satisfies ProblemCode[];

/**
 * What people do to one application. Who may do what at which stage is the law's table and is not told twice here;
 * the law also keeps a record of whom it refused.
 */
@ApiTags('applications')
@ApiHeader({
  name: 'Idempotency-Key',
  required: false,
  description: 'The same key and body gives the first answer again.',
})
@ApiParam({ name: 'id', format: 'uuid' })
@Permit('any-seat')
@Controller('applications/:id')
export class ApplicationCommandsController {
  constructor(private readonly commands: ApplicationCommandsService) {}

  @Post('open')
  @HttpCode(200)
  @ApiOperation({ summary: 'Open (查阅): the earlier decider can no longer recall' })
  @ApiAnswers(OK, ...ANYWHERE)
  open(@CurrentOrder() order: Order, @Body() _: EmptyDto): Promise<CommandAcceptedView> {
    return this.commands.open(order);
  }

  @Post('approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Approve (同意) at the stage it is at' })
  @ApiAnswers(OK, ...DECISION)
  approve(@CurrentOrder() order: Order, @Body() body: ApproveDto): Promise<CommandAcceptedView> {
    return this.commands.approve(order, body);
  }

  @Post('return')
  @HttpCode(200)
  @ApiOperation({ summary: 'Return (退回补正), naming what the school is to correct' })
  @ApiAnswers(OK, ...DECISION, 'APPLICATION.ITEMS_MISSING', 'APPLICATION.ITEM_UNKNOWN')
  return(@CurrentOrder() order: Order, @Body() body: ReturnDto): Promise<CommandAcceptedView> {
    return this.commands.return(order, body);
  }

  @Post('reject')
  @HttpCode(200)
  @ApiOperation({ summary: "Reject (不予通过) for one of the programme's reasons" })
  @ApiAnswers(OK, ...DECISION, 'APPLICATION.REASON_UNKNOWN')
  reject(@CurrentOrder() order: Order, @Body() body: RejectDto): Promise<CommandAcceptedView> {
    return this.commands.reject(order, body);
  }

  @Post('recall')
  @HttpCode(200)
  @ApiOperation({ summary: 'Recall (收回) one’s own decision, until the next person has opened it' })
  @ApiAnswers(OK, ...ANYWHERE, 'APPLICATION.ALREADY_OPENED_BY_NEXT', 'APPLICATION.NOT_THE_DECIDER')
  recall(@CurrentOrder() order: Order, @Body() _: EmptyDto): Promise<CommandAcceptedView> {
    return this.commands.recall(order);
  }

  @Post('hold')
  @HttpCode(200)
  @ApiOperation({ summary: 'Hold (暂停) with a reason; the clock stops' })
  @ApiAnswers(OK, ...ANYWHERE, 'ACCESS.WRONG_LEVEL', 'APPLICATION.ON_HOLD')
  hold(@CurrentOrder() order: Order, @Body() body: HoldDto): Promise<CommandAcceptedView> {
    return this.commands.hold(order, body);
  }

  @Post('resume')
  @HttpCode(200)
  @ApiOperation({ summary: 'Resume (恢复办理); the clock goes on with what was left' })
  @ApiAnswers(OK, ...ANYWHERE, 'ACCESS.WRONG_LEVEL')
  resume(@CurrentOrder() order: Order, @Body() _: EmptyDto): Promise<CommandAcceptedView> {
    return this.commands.resume(order);
  }

  @Post('resubmit')
  @HttpCode(200)
  @ApiOperation({ summary: 'Resubmit after correcting what the return named, and nothing else' })
  @ApiAnswers(
    OK,
    ...ANYWHERE,
    'STREAM.REVISION_STALE',
    'APPLICATION.ITEM_NOT_RETURNED',
    'APPLICATION.NOT_ELIGIBLE',
    'APPLICATION.NOT_ENROLLED',
    'APPLICATION.CARD_MISSING',
  )
  resubmit(@CurrentOrder() order: Order, @Body() body: ResubmitDto): Promise<CommandAcceptedView> {
    return this.commands.resubmit(order, body);
  }

  @Post('withdraw')
  @HttpCode(200)
  @ApiOperation({ summary: 'Withdraw (撤回), until it is frozen for payment' })
  @ApiAnswers(OK, ...ANYWHERE)
  withdraw(@CurrentOrder() order: Order, @Body() body: WithdrawDto): Promise<CommandAcceptedView> {
    return this.commands.withdraw(order, body);
  }

  @Post('appeal')
  @HttpCode(200)
  @ApiOperation({ summary: 'Appeal a rejection, once; other people hear it' })
  @ApiAnswers(OK, ...ANYWHERE, 'APPLICATION.ALREADY_APPEALED')
  appeal(@CurrentOrder() order: Order, @Body() body: AppealDto): Promise<CommandAcceptedView> {
    return this.commands.appeal(order, body);
  }
}
