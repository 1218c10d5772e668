import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Persistence } from '#persistence';
import { ApiConfig } from '../config.js';
import { SIGN_IN_RATE } from '../http/rates.js';
import { ApiAnswers } from '../problems/api-answers.js';
import { cookieOptions, SESSION_COOKIE } from '../session/cookie.js';
import { Permit } from '../session/permit.js';
import { SessionService } from '../session/session.service.js';
import { CalendarView, DemoPersonView, StepIntoDto } from './console.dto.js';
import { DemoPeople } from './demo-people.js';

/** What the console needs besides the features' own routes. */
@ApiTags('console')
@Controller()
export class ConsoleController {
  constructor(
    private readonly people: DemoPeople,
    private readonly sessions: SessionService,
    private readonly persistence: Persistence,
    private readonly config: ApiConfig,
  ) {}

  @Get('calendar')
  @Permit('any-seat')
  @ApiOperation({
    summary: 'The working calendar that counts now: whoever shows a deadline says how many working days are left',
  })
  @ApiAnswers({ status: 200, type: CalendarView })
  calendar(): Promise<CalendarView> {
    return this.persistence.reference.currentCalendar();
  }

  @Get('demo/people')
  @Permit('everyone')
  @ApiOperation({ summary: 'People of the demo to step into; not found where no demo runs' })
  @ApiAnswers({ status: 200, type: [DemoPersonView] }, 'ROUTE.NOT_FOUND')
  async demoPeople(): Promise<DemoPersonView[]> {
    return (await this.people.all()).map(({ login, name, role, office }) => ({ login, name, role, office }));
  }

  @Post('demo/session')
  @HttpCode(204)
  @Permit('everyone')
  @RouteConfig({ rateLimit: SIGN_IN_RATE })
  @ApiOperation({ summary: 'Step into one of the people of the demo; not found where no demo runs' })
  @ApiAnswers({ status: 204 }, 'ROUTE.NOT_FOUND', 'AUTH.WRONG_PASSWORD', 'AUTH.LOCKED')
  async stepInto(
    @Body() { login }: StepIntoDto,
    @Req() { cookies }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const { password } = await this.people.get(login);
    const { token, expiresAt } = await this.sessions.signIn(login, password, cookies[SESSION_COOKIE]);
    reply.setCookie(SESSION_COOKIE, token, {
      ...cookieOptions(this.config.secureCookies),
      expires: new Date(expiresAt),
    });
  }
}
