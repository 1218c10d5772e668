import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { UuidParam } from '../http/uuid-param.js';
import { ApiAnswers } from '../problems/api-answers.js';
import { CurrentSession, type Session } from '../session/current-session.js';
import { Permit } from '../session/permit.js';
import { InboxPageView, InboxQuery, ReadAllDto, UnreadView } from './inbox.dto.js';
import { InboxService } from './inbox.service.js';

@ApiTags('inbox')
@Permit('signed-in')
@Controller('inbox')
export class InboxController {
  constructor(private readonly inbox: InboxService) {}

  @Get()
  @ApiOperation({ summary: 'What you were told, newest first' })
  @ApiAnswers({ status: 200, type: InboxPageView }, 'REQUEST.CURSOR_INVALID')
  page(@CurrentSession() session: Session, @Query() query: InboxQuery): Promise<InboxPageView> {
    return this.inbox.page(session, query);
  }

  @Get('unread')
  @ApiOperation({ summary: 'How many messages you have not read' })
  @ApiAnswers({ status: 200, type: UnreadView })
  unread(@CurrentSession() session: Session): Promise<UnreadView> {
    return this.inbox.unread(session);
  }

  @Post(':id/read')
  @HttpCode(204)
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOperation({ summary: 'Mark one message as read' })
  @ApiAnswers({ status: 204 }, 'STREAM.NOT_FOUND')
  read(@CurrentSession() session: Session, @UuidParam('id') id: string): Promise<void> {
    return this.inbox.read(session, id);
  }

  @Post('read')
  @HttpCode(204)
  @ApiOperation({ summary: 'Mark everything up to a message as read' })
  @ApiAnswers({ status: 204 })
  readAll(@CurrentSession() session: Session, @Body() body: ReadAllDto): Promise<void> {
    return this.inbox.readAll(session, body);
  }
}
