import { Module } from '@nestjs/common';
import { LiveModule } from '../live/live.module.js';
import { KnownSessions } from './known-sessions.js';
import { SessionController } from './session.controller.js';
import { SessionService } from './session.service.js';
import { UnknownLogins } from './unknown-logins.js';

@Module({
  imports: [LiveModule],
  controllers: [SessionController],
  providers: [SessionService, UnknownLogins, KnownSessions],
  exports: [SessionService, KnownSessions],
})
export class SessionModule {}
