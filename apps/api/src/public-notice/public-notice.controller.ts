import { Body, Controller, Get, Header, HttpCode, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiAnswers } from '../problems/api-answers.js';
import { CurrentSeat, type SeatedSession } from '../session/current-session.js';
import { Permit } from '../session/permit.js';
import { NOT_INDEXED } from './notice-pages.controller.js';
import { NoticeSettingsDto, NoticeSettingsView, PublicNoticeView } from './public-notice.dto.js';
import { PublicNoticeService } from './public-notice.service.js';

@ApiTags('public notice')
@Controller()
export class PublicNoticeController {
  constructor(private readonly notices: PublicNoticeService) {}

  @Get('public/notices/:schoolCode')
  @Permit('everyone')
  @Header('x-robots-tag', NOT_INDEXED)
  @ApiOperation({ summary: "A school's public notice, for everybody; it ends by itself" })
  @ApiAnswers({ status: 200, type: PublicNoticeView }, 'STREAM.NOT_FOUND')
  notice(@Param('schoolCode') schoolCode: string): Promise<PublicNoticeView> {
    return this.notices.of(schoolCode);
  }

  @Get('notice-settings')
  @Permit('supervisor', 'administrator')
  @ApiOperation({ summary: 'What your office prints under the public notices of its schools' })
  @ApiAnswers({ status: 200, type: NoticeSettingsView }, 'STREAM.NOT_FOUND')
  settings(@CurrentSeat() session: SeatedSession): Promise<NoticeSettingsView> {
    return this.notices.settings(session);
  }

  @Put('notice-settings')
  @HttpCode(200)
  @Permit('supervisor', 'administrator')
  @ApiOperation({ summary: 'Set the supervision telephone (监督电话) and, for a county, whether notices mask names' })
  @ApiAnswers({ status: 200, type: NoticeSettingsView }, 'ACCESS.WRONG_LEVEL', 'COMMAND.INVALID')
  save(@CurrentSeat() session: SeatedSession, @Body() body: NoticeSettingsDto): Promise<NoticeSettingsView> {
    return this.notices.save(session, body);
  }
}
