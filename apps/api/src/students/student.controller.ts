import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Persistence, recordRefusedRead, revealIdNumber } from '#persistence';
import { EmptyDto } from '../http/empty.dto.js';
import { ApiAnswers } from '../problems/api-answers.js';
import { ProblemError } from '../problems/problem-error.js';
import { CurrentSeat, type SeatedSession } from '../session/current-session.js';
import { Permit } from '../session/permit.js';
import { IdNumberView, StudentIdDto } from './student.dto.js';

@ApiTags('students')
@Controller('students')
export class StudentController {
  constructor(private readonly persistence: Persistence) {}

  @Post(':id/reveal-id-number')
  @HttpCode(200)
  @Permit('any-seat')
  @ApiOperation({ summary: "Show a pupil's identity number in full; who looked is recorded" })
  @ApiAnswers({ status: 200, type: IdNumberView }, 'STREAM.NOT_FOUND')
  async reveal(
    @CurrentSeat() { actor }: SeatedSession,
    @Param() { id }: StudentIdDto,
    @Body() _: EmptyDto,
  ): Promise<IdNumberView> {
    const idNumber = await revealIdNumber(this.persistence, id, actor);
    if (!idNumber) {
      await recordRefusedRead(this.persistence.db, actor, 'id-number', id, 'STREAM.NOT_FOUND');
      throw new ProblemError('STREAM.NOT_FOUND');
    }
    return { idNumber };
  }
}
