import { Body, Controller, Delete, Get, HttpCode, Post, Put, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiConfig } from '../config.js';
import { SIGN_IN_RATE } from '../http/rates.js';
import { ApiAnswers } from '../problems/api-answers.js';
import { cookieOptions, SESSION_COOKIE } from './cookie.js';
import { CurrentSession, type Session } from './current-session.js';
import { Permit } from './permit.js';
import { MeView, SignInDto, SwitchPostDto } from './session.dto.js';
import { SessionService } from './session.service.js';

@ApiTags('session')
@Controller()
export class SessionController {
  constructor(
    private readonly sessions: SessionService,
    private readonly config: ApiConfig,
  ) {}

  @Post('session')
  @HttpCode(204)
  @Permit('everyone')
  @RouteConfig({ rateLimit: SIGN_IN_RATE })
  @ApiOperation({ summary: 'Sign in; the answer sets the session cookie' })
  @ApiAnswers({ status: 204 }, 'AUTH.WRONG_PASSWORD', 'AUTH.LOCKED', 'AUTH.NO_POST')
  async signIn(
    @Body() { login, password }: SignInDto,
    @Req() { cookies }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const { token, expiresAt } = await this.sessions.signIn(login, password, cookies[SESSION_COOKIE]);
    reply.setCookie(SESSION_COOKIE, token, {
      ...cookieOptions(this.config.secureCookies),
      expires: new Date(expiresAt),
    });
  }

  @Delete('session')
  @HttpCode(204)
  @Permit('signed-in')
  @ApiOperation({ summary: 'Sign out; the session is gone at once' })
  @ApiAnswers({ status: 204 })
  async signOut(@CurrentSession() session: Session, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.sessions.signOut(session);
    reply.clearCookie(SESSION_COOKIE, cookieOptions(this.config.secureCookies));
  }

  @Put('session/post')
  @HttpCode(204)
  @Permit('signed-in')
  @ApiOperation({ summary: 'Act in another of your posts' })
  @ApiAnswers({ status: 204 }, 'ACCESS.NOT_YOUR_POST')
  async actIn(@CurrentSession() session: Session, @Body() body: SwitchPostDto): Promise<void> {
    await this.sessions.actIn(session, body.postId);
  }

  @Get('me')
  @Permit('signed-in')
  @ApiOperation({ summary: 'Who you are, the post you act in, and all your posts' })
  @ApiAnswers({ status: 200, type: MeView })
  me(@CurrentSession() session: Session): MeView {
    const { staffId, name, login, post, posts } = session;
    return { staffId, name, login, post, posts };
  }
}
