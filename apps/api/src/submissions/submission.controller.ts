import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Idempotency, RequestKey } from '../http/idempotency.js';
import { PageQuery } from '../http/page.dto.js';
import { ApiAnswers } from '../problems/api-answers.js';
import { CurrentSeat, type SeatedSession } from '../session/current-session.js';
import { Permit } from '../session/permit.js';
import {
  ChildOnRosterView,
  ConfirmSubmissionDto,
  PreparedSubmissionView,
  PrepareSubmissionDto,
  SendBackSubmissionDto,
  SubmissionIdDto,
  SubmissionsPageView,
  SubmissionsQuery,
  SubmissionViewDto,
  SubmittedApplicationsPageView,
} from './submission.dto.js';
import { SubmissionService } from './submission.service.js';

@ApiTags('submissions')
@Controller('submissions')
export class SubmissionController {
  constructor(private readonly submissions: SubmissionService) {}

  @Post()
  @Permit('clerk')
  @ApiOperation({ summary: 'Hand in all good drafts of your school for a programme, as one submission' })
  @ApiAnswers(
    { status: 201, type: PreparedSubmissionView },
    'SUBMISSION.EMPTY',
    'ACCESS.WRONG_ROLE',
    'COMMAND.KEY_REUSED',
    'COMMAND.INVALID',
  )
  prepare(
    @CurrentSeat() session: SeatedSession,
    @RequestKey() request: Idempotency,
    @Body() body: PrepareSubmissionDto,
  ): Promise<PreparedSubmissionView> {
    return this.submissions.prepare(session, request, body);
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @Permit('any-seat')
  @ApiOperation({ summary: "The school head confirms, with date and members of the school's review meeting" })
  @ApiAnswers(
    { status: 200, type: SubmissionViewDto },
    'STREAM.NOT_FOUND',
    'ACCESS.WRONG_ROLE',
    'ACCESS.FOUR_EYES',
    'SUBMISSION.NOT_AT_THIS_STEP',
    'SUBMISSION.MEETING_MISSING',
  )
  confirm(
    @CurrentSeat() session: SeatedSession,
    @RequestKey() request: Idempotency,
    @Param() { id }: SubmissionIdDto,
    @Body() body: ConfirmSubmissionDto,
  ): Promise<SubmissionViewDto> {
    return this.submissions.confirm(session, request, id, body);
  }

  @Post(':id/send-back')
  @HttpCode(200)
  @Permit('any-seat')
  @ApiOperation({ summary: 'The school head sends it back to the clerk: all of it becomes drafts again' })
  @ApiAnswers(
    { status: 200, type: SubmissionViewDto },
    'STREAM.NOT_FOUND',
    'ACCESS.WRONG_ROLE',
    'SUBMISSION.NOT_AT_THIS_STEP',
  )
  sendBack(
    @CurrentSeat() session: SeatedSession,
    @RequestKey() request: Idempotency,
    @Param() { id }: SubmissionIdDto,
    @Body() { reason }: SendBackSubmissionDto,
  ): Promise<SubmissionViewDto> {
    return this.submissions.sendBack(session, request, id, reason);
  }

  @Get()
  @Permit('any-seat')
  @ApiOperation({ summary: 'Submissions of the schools in your jurisdiction, newest first' })
  @ApiAnswers({ status: 200, type: SubmissionsPageView })
  list(@CurrentSeat() session: SeatedSession, @Query() query: SubmissionsQuery): Promise<SubmissionsPageView> {
    return this.submissions.list(session, query);
  }

  @Get(':id')
  @Permit('any-seat')
  @ApiOperation({ summary: 'One submission: count, total, flagged, and how it differs from the period before' })
  @ApiAnswers({ status: 200, type: SubmissionViewDto }, 'STREAM.NOT_FOUND')
  view(@CurrentSeat() session: SeatedSession, @Param() { id }: SubmissionIdDto): Promise<SubmissionViewDto> {
    return this.submissions.view(session, id);
  }

  @Get(':id/applications')
  @Permit('any-seat')
  @ApiOperation({ summary: 'What a submission holds' })
  @ApiAnswers({ status: 200, type: SubmittedApplicationsPageView }, 'STREAM.NOT_FOUND')
  applications(
    @CurrentSeat() session: SeatedSession,
    @Param() { id }: SubmissionIdDto,
    @Query() page: PageQuery,
  ): Promise<SubmittedApplicationsPageView> {
    return this.submissions.applications(session, id, page);
  }

  @Get(':id/roster')
  @Permit('any-seat')
  @ApiOperation({ summary: 'The children of a submission by class, as it was handed in: the paper roster (花名册)' })
  @ApiAnswers({ status: 200, type: [ChildOnRosterView] }, 'STREAM.NOT_FOUND')
  roster(@CurrentSeat() session: SeatedSession, @Param() { id }: SubmissionIdDto): Promise<ChildOnRosterView[]> {
    return this.submissions.roster(session, id);
  }
}
