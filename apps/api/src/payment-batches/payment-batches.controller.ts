import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Idempotency, RequestKey } from '../http/idempotency.js';
import { PageQuery } from '../http/page.dto.js';
import { UuidParam } from '../http/uuid-param.js';
import { ApiAnswers } from '../problems/api-answers.js';
import { CurrentSeat, type SeatedSession } from '../session/current-session.js';
import { Permit } from '../session/permit.js';
import {
  CancelPaymentBatchDto,
  CreatePaymentBatchDto,
  LinesQuery,
  ReissueLineDto,
  ReleasePaymentBatchDto,
} from './payment-batches.dto.js';
import { PaymentBatchesService } from './payment-batches.service.js';
import {
  BatchChildView,
  BatchDetailView,
  BatchesPageView,
  BatchLinesPageView,
  BatchPreviewView,
  BatchStepView,
  ReissuedView,
  ReturnTakenView,
} from './payment-batches.view.js';
import { ReturnFile, type ReturnUpload } from './uploaded-return.js';

const FILE_UPLOAD = {
  schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
};

@ApiTags('payment batches')
@Controller('payment-batches')
export class PaymentBatchesController {
  constructor(private readonly batches: PaymentBatchesService) {}

  @Post()
  @Permit('finance')
  @ApiOperation({ summary: 'Make a batch of everything that awaits payment under a programme in a period' })
  @ApiAnswers({ status: 201, type: BatchStepView }, 'STREAM.NOT_FOUND')
  async create(
    @CurrentSeat() session: SeatedSession,
    @RequestKey() request: Idempotency,
    @Body() body: CreatePaymentBatchDto,
  ): Promise<BatchStepView> {
    const { id, version } = await this.batches.create(session, request, body);
    return { id, version };
  }

  @Post('preview')
  @HttpCode(200)
  @Permit('finance')
  @ApiOperation({ summary: 'What such a batch would hold and leave out; changes nothing' })
  @ApiAnswers({ status: 200, type: BatchPreviewView }, 'STREAM.NOT_FOUND')
  preview(@CurrentSeat() session: SeatedSession, @Body() body: CreatePaymentBatchDto): Promise<BatchPreviewView> {
    return this.batches.preview(session, body);
  }

  @Get()
  @Permit('finance', 'approver', 'supervisor', 'auditor')
  @ApiOperation({ summary: 'Batches of your office and those below it, newest first' })
  @ApiAnswers({ status: 200, type: BatchesPageView })
  list(@CurrentSeat() session: SeatedSession, @Query() page: PageQuery): Promise<BatchesPageView> {
    return this.batches.list(session, page);
  }

  @Get(':id')
  @ApiParam({ name: 'id', format: 'uuid' })
  @Permit('finance', 'approver', 'supervisor', 'auditor')
  @ApiOperation({ summary: 'A batch: totals by school and by bank, who was left out and why, what you may do' })
  @ApiAnswers({ status: 200, type: BatchDetailView }, 'STREAM.NOT_FOUND')
  get(@CurrentSeat() session: SeatedSession, @UuidParam('id') id: string): Promise<BatchDetailView> {
    return this.batches.get(session, id);
  }

  @Get(':id/lines')
  @ApiParam({ name: 'id', format: 'uuid' })
  @Permit('finance', 'approver', 'supervisor', 'auditor')
  @ApiOperation({ summary: 'Lines of the bank files, accounts masked; e.g. only those that failed' })
  @ApiAnswers({ status: 200, type: BatchLinesPageView }, 'STREAM.NOT_FOUND')
  lines(
    @CurrentSeat() session: SeatedSession,
    @UuidParam('id') id: string,
    @Query() page: LinesQuery,
  ): Promise<BatchLinesPageView> {
    return this.batches.lines(session, id, page);
  }

  @Get(':id/schools/:school')
  @ApiParam({ name: 'id', format: 'uuid' })
  @Permit('finance', 'approver', 'supervisor', 'auditor')
  @ApiOperation({ summary: "One school's children in a batch by class: the payment list for signature (发放签领表)" })
  @ApiAnswers({ status: 200, type: [BatchChildView] }, 'STREAM.NOT_FOUND')
  children(
    @CurrentSeat() session: SeatedSession,
    @UuidParam('id') id: string,
    @Param('school') school: string,
  ): Promise<BatchChildView[]> {
    return this.batches.children(session, id, school);
  }

  @Post(':id/release')
  @ApiParam({ name: 'id', format: 'uuid' })
  @HttpCode(200)
  @Permit('finance')
  @ApiOperation({ summary: 'Release a batch somebody else made, with the total you saw' })
  @ApiAnswers(
    { status: 200, type: BatchStepView },
    'BATCH.SECOND_PERSON_NEEDED',
    'BATCH.TOTAL_DIFFERS',
    'BATCH.NOT_AT_THIS_STEP',
  )
  async release(
    @CurrentSeat() session: SeatedSession,
    @RequestKey() request: Idempotency,
    @UuidParam('id') id: string,
    @Body() { totalFen }: ReleasePaymentBatchDto,
  ): Promise<BatchStepView> {
    const { version } = await this.batches.release(session, request, id, totalFen);
    return { id, version };
  }

  @Post(':id/cancel')
  @ApiParam({ name: 'id', format: 'uuid' })
  @HttpCode(200)
  @Permit('finance')
  @ApiOperation({ summary: 'Call a batch off before its files are written; everything in it waits for payment again' })
  @ApiAnswers({ status: 200, type: BatchStepView }, 'BATCH.NOT_AT_THIS_STEP')
  async cancel(
    @CurrentSeat() session: SeatedSession,
    @RequestKey() request: Idempotency,
    @UuidParam('id') id: string,
    @Body() body: CancelPaymentBatchDto,
  ): Promise<BatchStepView> {
    const { version } = await this.batches.cancel(session, request, id, body);
    return { id, version };
  }

  @Get(':id/bank-files/:bank')
  @ApiParam({ name: 'id', format: 'uuid' })
  @Permit('finance')
  @ApiOperation({ summary: "One bank's file, with account numbers in full; the download is recorded" })
  @ApiAnswers({ status: 200, description: 'text/csv' }, 'STREAM.NOT_FOUND')
  async bankFile(
    @CurrentSeat() session: SeatedSession,
    @UuidParam('id') id: string,
    @Param('bank') bank: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { name, sha256, bytes } = await this.batches.bankFile(session, id, bank);
    reply.headers({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      etag: `"${sha256}"`,
    });
    return bytes;
  }

  @Post(':id/return-files')
  @ApiParam({ name: 'id', format: 'uuid' })
  @HttpCode(202)
  @Permit('finance')
  @ApiConsumes('multipart/form-data')
  @ApiBody(FILE_UPLOAD)
  @ApiOperation({ summary: 'Take in what a bank sent back; each line is settled by its number and amount' })
  @ApiAnswers(
    { status: 202, type: ReturnTakenView },
    'BATCH.RETURN_FILE_FAULTY',
    'BATCH.FILE_UNKNOWN',
    'BATCH.NOT_AT_THIS_STEP',
  )
  takeReturn(
    @CurrentSeat() session: SeatedSession,
    @UuidParam('id') id: string,
    @ReturnFile() { bytes, request }: ReturnUpload,
  ): Promise<ReturnTakenView> {
    return this.batches.takeReturn(session, request, id, bytes);
  }

  @Post(':id/lines/:lineNo/reissue')
  @ApiParam({ name: 'id', format: 'uuid' })
  @HttpCode(200)
  @Permit('finance')
  @ApiOperation({
    summary:
      'Let what is behind a line the bank sent back wait for the next batch, with a corrected account where that was the fault',
  })
  @ApiAnswers({ status: 200, type: ReissuedView }, 'STREAM.NOT_FOUND', 'BATCH.ACCOUNT_NOT_A_HOUSEHOLDS')
  reissue(
    @CurrentSeat() session: SeatedSession,
    @RequestKey() request: Idempotency,
    @UuidParam('id') id: string,
    @Param('lineNo', ParseIntPipe) lineNo: number,
    @Body() body: ReissueLineDto,
  ): Promise<ReissuedView> {
    return this.batches.reissue(session, request, id, lineNo, body);
  }
}
