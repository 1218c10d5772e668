import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiAnswers } from '../problems/api-answers.js';
import { CurrentSeat, type SeatedSession } from '../session/current-session.js';
import { Permit } from '../session/permit.js';
import { DecisionsPageView, DecisionsQuery, LateQuery } from './audit.dto.js';
import { AuditService } from './audit.service.js';

@ApiTags('audit')
@Permit('auditor', 'supervisor')
@Controller('audit')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Get('decisions')
  @ApiOperation({ summary: 'What did this person decide between two days?' })
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
}
