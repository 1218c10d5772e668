import { Injectable } from '@nestjs/common';
import type { NoticeSettings } from '#domain';
import {
  findNoticeSettings,
  type OfficeNoticeSettings,
  Persistence,
  type PublicNotice,
  publicNotice,
  saveNoticeSettings,
  wallClock,
} from '#persistence';
import { ProblemError } from '../problems/problem-error.js';
import type { SeatedSession } from '../session/current-session.js';

@Injectable()
export class PublicNoticeService {
  constructor(private readonly persistence: Persistence) {}

  async of(schoolCode: string): Promise<PublicNotice> {
    const notice = await publicNotice(this.persistence, schoolCode, wallClock());
    if (!notice) throw new ProblemError('STREAM.NOT_FOUND');
    return notice;
  }

  async settings({ office }: SeatedSession): Promise<OfficeNoticeSettings> {
    const settings = await findNoticeSettings(this.persistence.db, office);
    if (!settings) throw new ProblemError('STREAM.NOT_FOUND');
    return settings;
  }

  async save(session: SeatedSession, settings: NoticeSettings): Promise<OfficeNoticeSettings> {
    const { supervisionTelephone, masksNames } = settings;
    const rejection = await saveNoticeSettings(this.persistence.db, session.actor, {
      supervisionTelephone,
      masksNames,
    });
    if (rejection) throw ProblemError.of(rejection);
    return this.settings(session);
  }
}
