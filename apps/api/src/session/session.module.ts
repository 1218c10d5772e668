import { Module } from '@nestjs/common';
import { LiveModule } from '../live/live.module.js';
import { KnownSessions } from './known-sessions.js';
import { SessionController } from './session.controller.js';
import { SessionService } from './session.service.js';
import { SessionReader } from './session-reader.js';
import { UnknownLogins } from './unknown-logins.js';

@Module({
  imports: [LiveModule],
  controllers: [SessionController],
  providers: [SessionService, SessionReader, UnknownLogins, KnownSessions],
  exports: [SessionService, SessionReader, KnownSessions],
})
export class SessionModule {}
