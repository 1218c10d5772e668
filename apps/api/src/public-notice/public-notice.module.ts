import { Module } from '@nestjs/common';
import { PublicNoticeController } from './public-notice.controller.js';
import { PublicNoticeService } from './public-notice.service.js';

@Module({ controllers: [PublicNoticeController], providers: [PublicNoticeService] })
export class PublicNoticeModule {}
