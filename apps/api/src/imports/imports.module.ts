import { Module } from '@nestjs/common';
import { CorrectionService } from './correction.service.js';
import { CorrectionsController } from './corrections.controller.js';
import { DifferencesController } from './differences.controller.js';
import { ImportController } from './import.controller.js';
import { ImportService } from './import.service.js';

@Module({
  controllers: [ImportController, CorrectionsController, DifferencesController],
  providers: [ImportService, CorrectionService],
})
export class ImportsModule {}
