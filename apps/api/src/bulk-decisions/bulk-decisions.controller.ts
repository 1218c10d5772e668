import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type Idempotency, RequestKey } from '../http/idempotency.js';
import { UuidParam } from '../http/uuid-param.js';
import { ApiAnswers } from '../problems/api-answers.js';
import { CurrentSeat, type SeatedSession } from '../session/current-session.js';
import { Permit } from '../session/permit.js';
import { BulkDecisionDto, BulkItemsQuery, BulkItemsView, BulkView } from './bulk-decisions.dto.js';
import { BulkDecisionsService } from './bulk-decisions.service.js';

@ApiTags('bulk decisions')
@Permit('any-seat')
@Controller('bulk-decisions')
export class BulkDecisionsController {
  constructor(private readonly bulkDecisions: BulkDecisionsService) {}

  @Post()
  @HttpCode(202)
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'The same key and body gives the same bulk again.',
  })
  @ApiOperation({
    summary: 'Decide many at once (批量办理), each by the same rules as alone; goes on in the background',
  })
  @ApiAnswers({ status: 202, type: BulkView }, 'COMMAND.INVALID', 'COMMAND.KEY_REUSED')
  create(
    @CurrentSeat() session: SeatedSession,
    @RequestKey() request: Idempotency,
    @Body() body: BulkDecisionDto,
  ): Promise<BulkView> {
    return this.bulkDecisions.create(session, request, body);
  }

  @Get(':id')
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOperation({ summary: 'How far it is' })
  @ApiAnswers({ status: 200, type: BulkView }, 'STREAM.NOT_FOUND')
  progress(@CurrentSeat() session: SeatedSession, @UuidParam('id') id: string): Promise<BulkView> {
    return this.bulkDecisions.progress(session, id);
  }

  @Get(':id/items')
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOperation({ summary: 'What became of each, and of each refused one why' })
  @ApiAnswers({ status: 200, type: BulkItemsView }, 'STREAM.NOT_FOUND', 'REQUEST.CURSOR_INVALID')
  items(
    @CurrentSeat() session: SeatedSession,
    @UuidParam('id') id: string,
    @Query() query: BulkItemsQuery,
  ): Promise<BulkItemsView> {
    return this.bulkDecisions.items(session, id, query);
  }
}
