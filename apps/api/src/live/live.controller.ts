import { Controller, Get, Header, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentSession, type Session } from '../session/current-session.js';
import { Permit } from '../session/permit.js';
import { LiveStreams } from './live-streams.js';

/** Not in the OpenAPI document: what never ends is no answer a generated client could wait for. */
@ApiExcludeController()
@Controller('live')
export class LiveController {
  constructor(private readonly streams: LiveStreams) {}

  /**
   * Server-sent events: in which of my offices' lists something changed. One request for hours counts as none, and its
   * connection ends with it: kept open for another request it would keep a stopping process alive.
   */
  @Get()
  @Permit('any-seat')
  @RouteConfig({ rateLimit: false })
  @Header('content-type', 'text/event-stream; charset=utf-8')
  @Header('cache-control', 'no-store, no-transform')
  @Header('x-accel-buffering', 'no')
  @Header('connection', 'close')
  follow(@CurrentSession() session: Session, @Res() reply: FastifyReply): void {
    const stream = this.streams.open(session);
    reply.raw.once('close', () => stream.destroy());
    void reply.send(stream);
  }
}
