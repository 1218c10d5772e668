import { Controller, Get, Header, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { OBJECTION_RATE } from '../http/rates.js';
import { UuidParam } from '../http/uuid-param.js';
import { ObjectionsService } from '../objections/objections.service.js';
import { ProblemError } from '../problems/problem-error.js';
import { Permit } from '../session/permit.js';
import { noticePage } from './notice-page.js';
import { objectionForm, objectionReceived, type Spoken } from './objection-form.js';
import { PublicNoticeService } from './public-notice.service.js';
import { faultsOf, SpokenForm } from './spoken-form.js';

export const NOT_INDEXED = 'noindex, nofollow, noarchive';
const HTML = 'text/html; charset=utf-8';
/**
 * Under the strictest policy a browser sends `Origin: null` with a form, which is refused as foreign; to the page's own
 * site it may say where it comes from.
 */
const OWN_REFERRER = 'same-origin';

/** Where the pages for people are; outside the API's prefix, see `createApp`. */
export const NOTICE_PAGES = [
  'notice/:schoolCode',
  'notice/:schoolCode/objection',
  'notice/:schoolCode/objection/:id',
] as const;
const [LIST, FORM, RECEIPT] = NOTICE_PAGES;

/** The public notice for people with any browser, on any telephone: no sign-in, no script. */
@ApiExcludeController()
@Controller()
export class NoticePagesController {
  constructor(
    private readonly notices: PublicNoticeService,
    private readonly objections: ObjectionsService,
  ) {}

  @Get(LIST)
  @Permit('everyone')
  @Header('x-robots-tag', NOT_INDEXED)
  @Header('content-type', HTML)
  async list(@Param('schoolCode') school: string): Promise<string> {
    return noticePage(school, await this.notices.of(school));
  }

  @Get(FORM)
  @Permit('everyone')
  @Header('x-robots-tag', NOT_INDEXED)
  @Header('referrer-policy', OWN_REFERRER)
  @Header('content-type', HTML)
  async form(@Param('schoolCode') school: string, @Query('row') row?: unknown): Promise<string> {
    return objectionForm(school, await this.notices.of(school), typeof row === 'string' ? { applicationRef: row } : {});
  }

  /** A person who comes back with the browser's arrow finds the receipt, and sends nothing twice. */
  @Post(FORM)
  @Permit('everyone')
  @RouteConfig({ rateLimit: OBJECTION_RATE })
  @Header('x-robots-tag', NOT_INDEXED)
  @Header('referrer-policy', OWN_REFERRER)
  @Header('content-type', HTML)
  async raise(
    @Param('schoolCode') school: string,
    @SpokenForm() spoken: Spoken,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const notice = await this.notices.of(school);
    const faults = faultsOf(spoken);
    if (faults.length > 0) {
      reply.status(HttpStatus.UNPROCESSABLE_ENTITY);
      return objectionForm(school, notice, spoken, faults);
    }
    try {
      const { applicationRef, childName, text = '', contact = '' } = spoken;
      const { id } = await this.objections.raise(school, {
        ...(applicationRef && { applicationRef }),
        ...(childName && { childName }),
        text,
        contact,
      });
      reply.status(HttpStatus.SEE_OTHER).header('location', `/notice/${encodeURIComponent(school)}/objection/${id}`);
      return '';
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'OBJECTION.ROW_UNKNOWN') throw error;
      reply.status(HttpStatus.UNPROCESSABLE_ENTITY);
      return objectionForm(school, notice, { ...spoken, applicationRef: undefined }, ['gone']);
    }
  }

  @Get(RECEIPT)
  @Permit('everyone')
  @Header('x-robots-tag', NOT_INDEXED)
  @Header('content-type', HTML)
  async received(@Param('schoolCode') school: string, @UuidParam('id') id: string): Promise<string> {
    return objectionReceived(school, await this.notices.of(school), id);
  }
}
