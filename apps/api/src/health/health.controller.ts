import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Persistence, ping } from '#persistence';
import { ApiAnswers } from '../problems/api-answers.js';
import { ProblemError } from '../problems/problem-error.js';
import { Permit } from '../session/permit.js';

class HealthView {
  @ApiProperty({ enum: ['live', 'ready'] })
  readonly status!: 'live' | 'ready';
}

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly persistence: Persistence) {}

  @Get('live')
  @Permit('everyone')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The process runs' })
  @ApiAnswers({ status: 200, type: HealthView })
  live(): HealthView {
    return { status: 'live' };
  }

  /** PostgreSQL alone: without Redis and Temporal reminders are late, and every decision can still be made. */
  @Get('ready')
  @Permit('everyone')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Requests can be served: the database answers' })
  @ApiAnswers({ status: 200, type: HealthView }, 'SERVICE.UNAVAILABLE')
  async ready(): Promise<HealthView> {
    await ping(this.persistence.db).catch(() => {
      throw new ProblemError('SERVICE.UNAVAILABLE');
    });
    return { status: 'ready' };
  }
}
