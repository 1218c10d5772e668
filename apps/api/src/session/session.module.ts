import { Module } from '@nestjs/common';
import { SessionController } from './session.controller.js';
import { SessionService } from './session.service.js';
import { UnknownLogins } from './unknown-logins.js';

@Module({ controllers: [SessionController], providers: [SessionService, UnknownLogins], exports: [SessionService] })
export class SessionModule {}
