import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiAnswers } from '../problems/api-answers.js';
import { CurrentSeat, type SeatedSession } from '../session/current-session.js';
import { Permit } from '../session/permit.js';
import {
  OwingSchoolsPageView,
  OwingSchoolsQuery,
  RemindersPageView,
  RemindersQuery,
  SupervisionView,
  WatchedTasksPageView,
  WatchedTasksQuery,
} from './supervision.dto.js';
import { SupervisionService } from './supervision.service.js';

@ApiTags('supervision')
@Permit('supervisor')
@Controller('supervision')
export class SupervisionController {
  constructor(private readonly supervision: SupervisionService) {}

  @Get()
  @ApiOperation({
    summary: 'What is late and about to be in your subtree: by office, by person, and who owes a roster',
  })
  @ApiAnswers({ status: 200, type: SupervisionView }, 'ACCESS.WRONG_ROLE')
  overview(@CurrentSeat() session: SeatedSession): Promise<SupervisionView> {
    return this.supervision.overview(session);
  }

  @Get('schools')
  @ApiOperation({ summary: 'Schools that have not handed in, the longest overdue first' })
  @ApiAnswers({ status: 200, type: OwingSchoolsPageView }, 'ACCESS.WRONG_ROLE', 'REQUEST.CURSOR_INVALID')
  schools(@CurrentSeat() session: SeatedSession, @Query() query: OwingSchoolsQuery): Promise<OwingSchoolsPageView> {
    return this.supervision.schools(session, query);
  }

  @Get('tasks')
  @ApiOperation({ summary: 'The tasks that a figure counts, what is due first at the top' })
  @ApiAnswers({ status: 200, type: WatchedTasksPageView }, 'ACCESS.WRONG_ROLE', 'REQUEST.CURSOR_INVALID')
  tasks(@CurrentSeat() session: SeatedSession, @Query() query: WatchedTasksQuery): Promise<WatchedTasksPageView> {
    return this.supervision.tasks(session, query);
  }

  @Get('reminders')
  @ApiOperation({ summary: 'Reminders sent in the last thirty days, the latest first' })
  @ApiAnswers({ status: 200, type: RemindersPageView }, 'ACCESS.WRONG_ROLE', 'REQUEST.CURSOR_INVALID')
  reminders(@CurrentSeat() session: SeatedSession, @Query() query: RemindersQuery): Promise<RemindersPageView> {
    return this.supervision.reminders(session, query);
  }
}
