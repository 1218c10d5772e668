import { Injectable } from '@nestjs/common';
import { Persistence, type PublicNotice, publicNotice, wallClock } from '#persistence';
import { ProblemError } from '../problems/problem-error.js';

@Injectable()
export class PublicNoticeService {
  constructor(private readonly persistence: Persistence) {}

  async of(schoolCode: string): Promise<PublicNotice> {
    const notice = await publicNotice(this.persistence, schoolCode, wallClock());
    if (!notice) throw new ProblemError('STREAM.NOT_FOUND');
    return notice;
  }
}
