import { Module } from '@nestjs/common';
import { SessionModule } from '../session/session.module.js';
import { ConsoleController } from './console.controller.js';
import { DemoPeople } from './demo-people.js';

@Module({ imports: [SessionModule], controllers: [ConsoleController], providers: [DemoPeople] })
export class ConsoleModule {}
