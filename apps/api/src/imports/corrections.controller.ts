import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { EmptyDto } from '../http/empty.dto.js';
import { ApiAnswers } from '../problems/api-answers.js';
import { CurrentSeat, type SeatedSession } from '../session/current-session.js';
import { Permit } from '../session/permit.js';
import { CorrectedRowsView, CorrectRowDto, RowCellsView, RowRevisionDto } from './correction.dto.js';
import { CorrectionService } from './correction.service.js';
import { ImportRowDto, ImportRowsView } from './import.dto.js';

const REFUSALS = [
  'IMPORT.NOT_FOUND',
  'IMPORT.ROW_NOT_FOUND',
  'IMPORT.ERASED',
  'IMPORT.NOT_READY',
  'IMPORT.ROW_CHANGED',
  'IMPORT.ROW_SUBMITTED',
] as const;

/** What a clerk puts right of a roster's row without leaving the browser. */
@ApiTags('imports')
@Controller('imports/:id/rows/:line')
export class CorrectionsController {
  constructor(private readonly corrections: CorrectionService) {}

  @Post('cells')
  @HttpCode(200)
  @Permit('clerk')
  @ApiOperation({ summary: 'The cells of a row in full, to correct them; each look is recorded' })
  @ApiAnswers({ status: 200, type: RowCellsView }, 'IMPORT.NOT_FOUND', 'IMPORT.ROW_NOT_FOUND', 'IMPORT.ERASED')
  cells(
    @CurrentSeat() session: SeatedSession,
    @Param() { id, line }: ImportRowDto,
    @Body() _: EmptyDto,
  ): Promise<RowCellsView> {
    return this.corrections.cells(session, id, line);
  }

  @Post('correct')
  @HttpCode(200)
  @Permit('clerk')
  @ApiOperation({ summary: 'Correct cells of a row; it is judged again in the context of its file, and drafted' })
  @ApiAnswers({ status: 200, type: CorrectedRowsView }, ...REFUSALS)
  correct(
    @CurrentSeat() session: SeatedSession,
    @Param() { id, line }: ImportRowDto,
    @Body() { revision, cells }: CorrectRowDto,
  ): Promise<CorrectedRowsView> {
    return this.corrections.correct(session, { importId: id, line, revision }, cells);
  }

  @Post('undo')
  @HttpCode(200)
  @Permit('clerk')
  @ApiOperation({ summary: 'Put the cells back as they were before the last correction of the row' })
  @ApiAnswers({ status: 200, type: CorrectedRowsView }, ...REFUSALS, 'IMPORT.NOTHING_TO_UNDO')
  undo(
    @CurrentSeat() session: SeatedSession,
    @Param() { id, line }: ImportRowDto,
    @Body() { revision }: RowRevisionDto,
  ): Promise<CorrectedRowsView> {
    return this.corrections.undo(session, { importId: id, line, revision });
  }

  @Post('confirm-passbook')
  @HttpCode(200)
  @Permit('clerk')
  @ApiOperation({ summary: "The row's account number is a passbook's (存折), not a card's" })
  @ApiAnswers(
    { status: 200, type: ImportRowsView },
    'IMPORT.NOT_FOUND',
    'IMPORT.ROW_NOT_FOUND',
    'IMPORT.NOTHING_TO_CONFIRM',
    'IMPORT.NOT_READY',
  )
  confirmPassbook(
    @CurrentSeat() session: SeatedSession,
    @Param() { id, line }: ImportRowDto,
    @Body() _: EmptyDto,
  ): Promise<ImportRowsView> {
    return this.corrections.confirmPassbook(session, id, line);
  }
}
