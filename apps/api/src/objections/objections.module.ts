import { Module } from '@nestjs/common';
import { ObjectionsController } from './objections.controller.js';
import { ObjectionsService } from './objections.service.js';

@Module({ controllers: [ObjectionsController], providers: [ObjectionsService], exports: [ObjectionsService] })
export class ObjectionsModule {}
