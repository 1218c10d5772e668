import { Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { UNDER_WAY } from '#persistence';
import { attachment, XLSX } from '../http/attachment.js';
import { ApiAnswers } from '../problems/api-answers.js';
import { CurrentSeat, type SeatedSession } from '../session/current-session.js';
import { Permit } from '../session/permit.js';
import {
  ImportIdDto,
  ImportListedView,
  ImportRowsView,
  ImportView,
  ListImportsDto,
  ListRowsDto,
  UploadRosterDto,
} from './import.dto.js';
import { ImportService } from './import.service.js';

@ApiTags('imports')
@Controller('imports')
export class ImportController {
  constructor(private readonly imports: ImportService) {}

  @Post()
  @Permit('clerk')
  @ApiOperation({
    summary: "Upload your school's roster; 202 where it is large and goes on being worked on after the answer",
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: UploadRosterDto })
  @ApiAnswers(
    { status: 201, type: ImportView },
    'IMPORT.FILE_MISSING',
    'IMPORT.TOO_LARGE',
    'IMPORT.PICTURE',
    'IMPORT.PROGRAM',
    'IMPORT.ZIP_BOMB',
    'IMPORT.EMPTY_SHEET',
    'IMPORT.NO_HEADER_ROW',
    'IMPORT.MISSING_COLUMNS',
    'IMPORT.OTHER_SCHOOL',
    'IMPORT.PERIOD_UNKNOWN',
    'COMMAND.KEY_REUSED',
  )
  async upload(
    @CurrentSeat() session: SeatedSession,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportView> {
    const view = await this.imports.upload(session, request);
    reply.status(UNDER_WAY.includes(view.state) ? 202 : 201).header('location', `/api/v1/imports/${view.id}`);
    return view;
  }

  @Get()
  @Permit('any-seat')
  @ApiOperation({ summary: 'Imports of the schools in your jurisdiction, newest first' })
  @ApiAnswers({ status: 200, type: [ImportListedView] })
  list(@CurrentSeat() session: SeatedSession, @Query() query: ListImportsDto): Promise<ImportListedView[]> {
    return this.imports.list(session, query);
  }

  @Get(':id')
  @Permit('any-seat')
  @ApiOperation({ summary: 'How far an import is, and what came of it' })
  @ApiAnswers({ status: 200, type: ImportView }, 'IMPORT.NOT_FOUND')
  view(@CurrentSeat() session: SeatedSession, @Param() { id }: ImportIdDto): Promise<ImportView> {
    return this.imports.view(session, id);
  }

  @Get(':id/rows')
  @Permit('any-seat')
  @ApiOperation({ summary: 'What came of each row, with a sentence the clerk can act on' })
  @ApiAnswers({ status: 200, type: ImportRowsView }, 'IMPORT.NOT_FOUND')
  rows(
    @CurrentSeat() session: SeatedSession,
    @Param() { id }: ImportIdDto,
    @Query() query: ListRowsDto,
  ): Promise<ImportRowsView> {
    return this.imports.rows(session, id, query);
  }

  @Get(':id/marked-roster')
  @Permit('any-seat')
  @ApiOperation({
    summary: 'The roster as it stands, each row with what came of it and why, to correct and upload again; recorded',
  })
  @ApiAnswers({ status: 200, description: XLSX }, 'IMPORT.NOT_FOUND', 'IMPORT.NOT_READY', 'IMPORT.ERASED')
  async markedRoster(@CurrentSeat() session: SeatedSession, @Param() { id }: ImportIdDto): Promise<StreamableFile> {
    const { name, workbook } = await this.imports.markedRoster(session, id);
    return new StreamableFile(workbook, attachment(XLSX, name));
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('clerk')
  @ApiOperation({ summary: 'Take an upload back with its drafts, while nothing in it was submitted' })
  @ApiAnswers(
    { status: 204 },
    'IMPORT.NOT_FOUND',
    'IMPORT.NOT_READY',
    'IMPORT.ALREADY_SUBMITTED',
    'IMPORT.ALREADY_DISCARDED',
  )
  discard(@CurrentSeat() session: SeatedSession, @Param() { id }: ImportIdDto): Promise<void> {
    return this.imports.discard(session, id);
  }
}
