import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiAnswers } from '../problems/api-answers.js';
import { CurrentSeat, type SeatedSession } from '../session/current-session.js';
import { Permit } from '../session/permit.js';
import { WorklistCountsView, WorklistGroupsView, WorklistPageView, WorklistQuery } from './worklist.dto.js';
import { WorklistService } from './worklist.service.js';

@ApiTags('worklist')
@Permit('any-seat')
@Controller('worklist')
export class WorklistController {
  constructor(private readonly worklist: WorklistService) {}

  @Get()
  @ApiOperation({ summary: 'My tasks, flat, what is due first at the top' })
  @ApiAnswers({ status: 200, type: WorklistPageView }, 'REQUEST.CURSOR_INVALID', 'ACCESS.NOT_YOUR_POST')
  page(@CurrentSeat() session: SeatedSession, @Query() query: WorklistQuery): Promise<WorklistPageView> {
    return this.worklist.page(session, query);
  }

  @Get('submissions')
  @ApiOperation({ summary: "My tasks by the school's submission (一校一表), what is due first at the top" })
  @ApiAnswers({ status: 200, type: WorklistGroupsView }, 'REQUEST.CURSOR_INVALID', 'ACCESS.NOT_YOUR_POST')
  groups(@CurrentSeat() session: SeatedSession, @Query() query: WorklistQuery): Promise<WorklistGroupsView> {
    return this.worklist.groups(session, query);
  }

  @Get('counts')
  @ApiOperation({ summary: 'How many of my tasks are at each stage, capped at 999+' })
  @ApiAnswers({ status: 200, type: WorklistCountsView }, 'ACCESS.NOT_YOUR_POST')
  counts(@CurrentSeat() session: SeatedSession, @Query() query: WorklistQuery): Promise<WorklistCountsView> {
    return this.worklist.counts(session, query);
  }
}
