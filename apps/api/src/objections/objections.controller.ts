import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { EmptyDto } from '../http/empty.dto.js';
import { type Idempotency, RequestKey } from '../http/idempotency.js';
import { OBJECTION_RATE } from '../http/rates.js';
import { UuidParam } from '../http/uuid-param.js';
import { ApiAnswers } from '../problems/api-answers.js';
import { CurrentSeat, type SeatedSession } from '../session/current-session.js';
import { Permit } from '../session/permit.js';
import {
  ConfirmObjectionDto,
  ObjectionDetailView,
  ObjectionReceiptView,
  ObjectionsPageView,
  ObjectionsQuery,
  RaiseObjectionDto,
  ResolveObjectionDto,
} from './objections.dto.js';
import { ObjectionsService } from './objections.service.js';

/** A township hears what concerns its schools, the county what concerns those directly under it; never the school. */
@ApiTags('objections')
@Controller()
export class ObjectionsController {
  constructor(private readonly objections: ObjectionsService) {}

  @Post('public/notices/:schoolCode/objections')
  @Permit('everyone')
  @RouteConfig({ rateLimit: OBJECTION_RATE })
  @ApiOperation({ summary: 'Object to a row of a public notice, without signing in' })
  @ApiAnswers({ status: 201, type: ObjectionReceiptView }, 'STREAM.NOT_FOUND', 'OBJECTION.ROW_UNKNOWN')
  raise(@Param('schoolCode') schoolCode: string, @Body() body: RaiseObjectionDto): Promise<ObjectionReceiptView> {
    return this.objections.raise(schoolCode, body);
  }

  @Get('objections')
  @Permit('reviewer', 'approver')
  @ApiOperation({ summary: 'Objections your office has to hear, oldest first' })
  @ApiAnswers({ status: 200, type: ObjectionsPageView })
  list(@CurrentSeat() session: SeatedSession, @Query() page: ObjectionsQuery): Promise<ObjectionsPageView> {
    return this.objections.list(session, page);
  }

  @Get('objections/:id')
  @ApiParam({ name: 'id', format: 'uuid' })
  @Permit('reviewer', 'approver')
  @ApiOperation({ summary: 'What was said and how to reach who said it; the reading is recorded' })
  @ApiAnswers({ status: 200, type: ObjectionDetailView }, 'STREAM.NOT_FOUND')
  read(@CurrentSeat() session: SeatedSession, @UuidParam('id') id: string): Promise<ObjectionDetailView> {
    return this.objections.read(session, id);
  }

  @Post('objections/:id/confirm')
  @ApiParam({ name: 'id', format: 'uuid' })
  @HttpCode(200)
  @Permit('reviewer', 'approver')
  @ApiOperation({ summary: 'Confirm who spoke: the notice is suspended' })
  @ApiAnswers(
    { status: 200 },
    'STREAM.NOT_FOUND',
    'OBJECTION.NOT_AT_THIS_STEP',
    'OBJECTION.ROW_UNKNOWN',
    'APPLICATION.UNDER_OBJECTION',
  )
  async confirm(
    @CurrentSeat() session: SeatedSession,
    @RequestKey() request: Idempotency,
    @UuidParam('id') id: string,
    @Body() { applicationId }: ConfirmObjectionDto,
  ) {
    const { id: application, version, revision } = await this.objections.confirm(session, request, id, applicationId);
    return { application, version, revision };
  }

  @Post('objections/:id/unfounded')
  @ApiParam({ name: 'id', format: 'uuid' })
  @HttpCode(204)
  @Permit('reviewer', 'approver')
  @ApiOperation({ summary: 'Nobody could be found who spoke, or it is about nothing: it suspends nothing' })
  @ApiAnswers({ status: 204 }, 'STREAM.NOT_FOUND', 'OBJECTION.NOT_AT_THIS_STEP')
  unfounded(@CurrentSeat() session: SeatedSession, @UuidParam('id') id: string, @Body() _: EmptyDto): Promise<void> {
    return this.objections.unfounded(session, id);
  }

  @Post('objections/:id/resolve')
  @ApiParam({ name: 'id', format: 'uuid' })
  @HttpCode(200)
  @Permit('reviewer', 'approver')
  @ApiOperation({
    summary: 'Resolve a confirmed objection: dismissed, the notice goes on; upheld, the last review decides again',
  })
  @ApiAnswers({ status: 200 }, 'STREAM.NOT_FOUND', 'OBJECTION.NOT_AT_THIS_STEP')
  async resolve(
    @CurrentSeat() session: SeatedSession,
    @RequestKey() request: Idempotency,
    @UuidParam('id') id: string,
    @Body() body: ResolveObjectionDto,
  ) {
    const { id: application, version, revision } = await this.objections.resolve(session, request, id, body);
    return { application, version, revision };
  }
}
