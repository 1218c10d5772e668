import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { UuidParam } from '../http/uuid-param.js';
import { ApiAnswers } from '../problems/api-answers.js';
import { CurrentSeat, type SeatedSession } from '../session/current-session.js';
import { Permit } from '../session/permit.js';
import { TimelineView } from '../timeline/timeline.view.js';
import { ApplicationView } from './application.view.js';
import { ApplicationsPageView, PersonalDataView } from './application-lists.view.js';
import { ApplicationsQuery, PersonalDataDto } from './applications.dto.js';
import { ApplicationsService } from './applications.service.js';
import { ChildrenFoundView, ChildSearchDto } from './search.dto.js';

const READERS = ['clerk', 'head', 'reviewer', 'approver', 'supervisor', 'finance', 'auditor'] as const;

@ApiTags('applications')
@Permit(...READERS)
@Controller('applications')
export class ApplicationsController {
  constructor(private readonly applications: ApplicationsService) {}

  @Get()
  @ApiOperation({ summary: 'Applications of the schools under your office' })
  @ApiAnswers({ status: 200, type: ApplicationsPageView }, 'REQUEST.CURSOR_INVALID')
  list(@CurrentSeat() session: SeatedSession, @Query() query: ApplicationsQuery): Promise<ApplicationsPageView> {
    return this.applications.list(session, query);
  }

  @Post('search')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Applications of children by the beginning of their name or by identity number; who looked is recorded',
  })
  @ApiAnswers({ status: 200, type: ChildrenFoundView })
  search(@CurrentSeat() session: SeatedSession, @Body() body: ChildSearchDto): Promise<ChildrenFoundView> {
    return this.applications.search(session, body);
  }

  @Get(':id')
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOperation({ summary: 'One application: where it is on its route, and what you may do now' })
  @ApiAnswers({ status: 200, type: ApplicationView }, 'STREAM.NOT_FOUND', 'ACCESS.OUT_OF_JURISDICTION')
  detail(@CurrentSeat() session: SeatedSession, @UuidParam('id') id: string): Promise<ApplicationView> {
    return this.applications.detail(session, id);
  }

  @Get(':id/timeline')
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOperation({ summary: 'Its history in sentences, with the envelopes that prove it and the check of their chain' })
  @ApiAnswers({ status: 200, type: TimelineView }, 'STREAM.NOT_FOUND', 'ACCESS.OUT_OF_JURISDICTION')
  timeline(@CurrentSeat() session: SeatedSession, @UuidParam('id') id: string): Promise<TimelineView> {
    return this.applications.timeline(session, id);
  }

  @Post(':id/personal-data')
  @HttpCode(200)
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOperation({ summary: 'One value in full; who saw it and why is kept' })
  @ApiAnswers({ status: 200, type: PersonalDataView }, 'STREAM.NOT_FOUND', 'ACCESS.OUT_OF_JURISDICTION')
  personalData(
    @CurrentSeat() session: SeatedSession,
    @UuidParam('id') id: string,
    @Body() body: PersonalDataDto,
  ): Promise<PersonalDataView> {
    return this.applications.personalData(session, id, body);
  }
}
