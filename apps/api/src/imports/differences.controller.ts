import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { findDifferences, Persistence } from '#persistence';
import { ApiAnswers } from '../problems/api-answers.js';
import { ProblemError } from '../problems/problem-error.js';
import { CurrentSeat, type SeatedSession } from '../session/current-session.js';
import { Permit } from '../session/permit.js';
import { BothLanguages, ImportIdDto } from './import.dto.js';

@ApiTags('applications')
@Controller('applications/:id/differences')
export class DifferencesController {
  constructor(private readonly persistence: Persistence) {}

  @Get()
  @Permit('any-seat')
  @ApiOperation({ summary: 'Where the roster says something else than roll or registry, whose value counts' })
  @ApiAnswers({ status: 200, type: [BothLanguages] }, 'STREAM.NOT_FOUND')
  async differences(@CurrentSeat() { office }: SeatedSession, @Param() { id }: ImportIdDto): Promise<BothLanguages[]> {
    const found = await findDifferences(this.persistence, office, id);
    if (!found) throw new ProblemError('STREAM.NOT_FOUND');
    return found;
  }
}
