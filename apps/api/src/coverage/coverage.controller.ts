import { Body, Controller, Get, HttpCode, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { attachment, XLSX } from '../http/attachment.js';
import { type Idempotency, RequestKey } from '../http/idempotency.js';
import { ApiAnswers } from '../problems/api-answers.js';
import { CurrentSeat, type SeatedSession } from '../session/current-session.js';
import { Permit } from '../session/permit.js';
import {
  BeginDraftsDto,
  BegunDraftsView,
  CoverageQuery,
  CoverageView,
  CoveredChildrenQuery,
  CoveredChildrenView,
} from './coverage.dto.js';
import { CoverageService } from './coverage.service.js';

@ApiTags('coverage')
@Permit('any-seat')
@Controller('coverage')
export class CoverageController {
  constructor(private readonly coverage: CoverageService) {}

  @Get()
  @ApiOperation({ summary: 'Entitled by registry and roll against applied, approved, paid and missing (应助尽助)' })
  @ApiAnswers({ status: 200, type: CoverageView }, 'STREAM.NOT_FOUND')
  overview(@CurrentSeat() session: SeatedSession, @Query() query: CoverageQuery): Promise<CoverageView> {
    return this.coverage.overview(session, query);
  }

  @Get('children')
  @ApiOperation({ summary: 'The children behind the numbers of one programme, by school and class' })
  @ApiAnswers({ status: 200, type: CoveredChildrenView }, 'STREAM.NOT_FOUND', 'REQUEST.CURSOR_INVALID')
  children(@CurrentSeat() session: SeatedSession, @Query() query: CoveredChildrenQuery): Promise<CoveredChildrenView> {
    return this.coverage.children(session, query);
  }

  @Get('workbook')
  @ApiOperation({ summary: 'Counts, and the missing by name, as a workbook (.xlsx)' })
  @ApiAnswers({ status: 200, description: XLSX }, 'STREAM.NOT_FOUND')
  async workbook(@CurrentSeat() session: SeatedSession, @Query() query: CoverageQuery): Promise<StreamableFile> {
    const { name, bytes } = await this.coverage.workbook(session, query);
    return new StreamableFile(bytes, { ...attachment(XLSX, name), length: bytes.length });
  }

  @Post('drafts')
  @HttpCode(200)
  @Permit('clerk')
  @ApiOperation({ summary: 'Begin drafts for missing children of your school, with what no register knows of them' })
  @ApiAnswers({ status: 200, type: BegunDraftsView }, 'ACCESS.WRONG_ROLE', 'ACCESS.WRONG_LEVEL', 'COMMAND.KEY_REUSED')
  begin(
    @CurrentSeat() session: SeatedSession,
    @RequestKey() request: Idempotency,
    @Body() body: BeginDraftsDto,
  ): Promise<BegunDraftsView> {
    return this.coverage.begin(session, request, body);
  }
}
