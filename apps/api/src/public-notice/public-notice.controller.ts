import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiAnswers } from '../problems/api-answers.js';
import { Permit } from '../session/permit.js';
import { noticePage, SUPERVISION_TELEPHONE } from './notice-page.js';
import { PublicNoticeView } from './public-notice.dto.js';
import { PublicNoticeService } from './public-notice.service.js';

const NOT_INDEXED = 'noindex, nofollow, noarchive';

/** Where the page for people is; outside the API's prefix, see `createApp`. */
export const NOTICE_PAGE = 'notice/:schoolCode';

@ApiTags('public notice')
@Controller()
export class PublicNoticeController {
  constructor(private readonly notices: PublicNoticeService) {}

  @Get('public/notices/:schoolCode')
  @Permit('everyone')
  @Header('x-robots-tag', NOT_INDEXED)
  @ApiOperation({ summary: "A school's public notice, for everybody; it ends by itself" })
  @ApiAnswers({ status: 200, type: PublicNoticeView }, 'STREAM.NOT_FOUND')
  async notice(@Param('schoolCode') schoolCode: string): Promise<PublicNoticeView> {
    return { ...(await this.notices.of(schoolCode)), supervisionTelephone: SUPERVISION_TELEPHONE };
  }

  @Get(NOTICE_PAGE)
  @Permit('everyone')
  @Header('x-robots-tag', NOT_INDEXED)
  @Header('content-type', 'text/html; charset=utf-8')
  @ApiExcludeEndpoint()
  async page(@Param('schoolCode') schoolCode: string): Promise<string> {
    return noticePage(await this.notices.of(schoolCode));
  }
}
