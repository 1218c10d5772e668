import { Module } from '@nestjs/common';
import { ApplicationCommandsController } from './application-commands.controller.js';
import { ApplicationCommandsService } from './application-commands.service.js';
import { ApplicationsController } from './applications.controller.js';
import { ApplicationsService } from './applications.service.js';

@Module({
  controllers: [ApplicationsController, ApplicationCommandsController],
  providers: [ApplicationsService, ApplicationCommandsService],
})
export class ApplicationsModule {}
