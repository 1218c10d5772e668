import { Module } from '@nestjs/common';
import { ObjectionsModule } from '../objections/objections.module.js';
import { NoticePagesController } from './notice-pages.controller.js';
import { PublicNoticeController } from './public-notice.controller.js';
import { PublicNoticeService } from './public-notice.service.js';

@Module({
  imports: [ObjectionsModule],
  controllers: [PublicNoticeController, NoticePagesController],
  providers: [PublicNoticeService],
})
export class PublicNoticeModule {}
