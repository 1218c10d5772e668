import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiAnswers } from '../problems/api-answers.js';
import { CurrentSeat, type SeatedSession } from '../session/current-session.js';
import { Permit } from '../session/permit.js';
import { DecisionsPageView, DecisionsQuery, LateQuery } from './audit.dto.js';
import { AuditService } from './audit.service.js';
import { NameQuery, OfficeFoundView, StaffFoundView } from './search.dto.js';
import { StreamParams, TrailView } from './trail.dto.js';

@ApiTags('audit')
@Permit('auditor', 'supervisor')
@Controller('audit')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Get('decisions')
  @ApiOperation({ summary: 'What did this person, or this office, decide between two days?' })
  @ApiAnswers({ status: 200, type: DecisionsPageView }, 'ACCESS.WRONG_ROLE', 'REQUEST.CURSOR_INVALID')
  decisions(@CurrentSeat() session: SeatedSession, @Query() query: DecisionsQuery): Promise<DecisionsPageView> {
    return this.audit.decisions(session, query);
  }

  @Get('late')
  @ApiOperation({ summary: 'What was decided after its deadline?' })
  @ApiAnswers({ status: 200, type: DecisionsPageView }, 'ACCESS.WRONG_ROLE', 'REQUEST.CURSOR_INVALID')
  late(@CurrentSeat() session: SeatedSession, @Query() query: LateQuery): Promise<DecisionsPageView> {
    return this.audit.late(session, query);
  }

  @Get('staff')
  @ApiOperation({ summary: 'Members of staff under your office, whoever left included, by a part of their name' })
  @ApiAnswers({ status: 200, type: [StaffFoundView] }, 'ACCESS.WRONG_ROLE')
  staff(@CurrentSeat() session: SeatedSession, @Query() query: NameQuery): Promise<StaffFoundView[]> {
    return this.audit.staff(session, query);
  }

  @Get('offices')
  @ApiOperation({ summary: 'Offices under yours, by a part of their name' })
  @ApiAnswers({ status: 200, type: [OfficeFoundView] }, 'ACCESS.WRONG_ROLE')
  offices(@CurrentSeat() session: SeatedSession, @Query() query: NameQuery): Promise<OfficeFoundView[]> {
    return this.audit.offices(session, query);
  }

  @Get('streams/:kind/:id')
  @ApiOperation({
    summary: 'Every event of an application, submission or batch with its hash, and the check of the chain',
  })
  @ApiAnswers({ status: 200, type: TrailView }, 'ACCESS.WRONG_ROLE', 'STREAM.NOT_FOUND')
  trail(@CurrentSeat() session: SeatedSession, @Param() { kind, id }: StreamParams): Promise<TrailView> {
    return this.audit.trail(session, kind, id);
  }
}
