import { Module } from '@nestjs/common';
import { DifferencesController } from './differences.controller.js';
import { ImportController } from './import.controller.js';
import { ImportService } from './import.service.js';

@Module({ controllers: [ImportController, DifferencesController], providers: [ImportService] })
export class ImportsModule {}
