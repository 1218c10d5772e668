import type { Actor } from '../access/index.js';
import { type Rejection, refuse } from '../rejection.js';

/** What an office decides about the public notices of the schools below it. */
export interface NoticeSettings {
  /** 监督电话, as it is printed; null: the office has none of its own, the one above it counts. */
  readonly supervisionTelephone: string | null;
  /** A county's choice. */
  readonly masksNames: boolean;
}

/** Digits with the signs people write between them, e.g. 0851-6612345 or 12345 转 3. */
export const SUPERVISION_TELEPHONE = /^[0-9][0-9 +()（）转#、/-]{2,38}[0-9]$/;

/** Supervisors and administrators set them, each for their own office; only a county masks names. */
export function noticeSettingsFault(
  { supervisionTelephone, masksNames }: NoticeSettings,
  level: string,
  { seat }: Actor,
): Rejection | null {
  if (seat?.role !== 'supervisor' && seat?.role !== 'administrator')
    return refuse('ACCESS.WRONG_ROLE', { role: 'supervisor|administrator', yours: seat?.role ?? null }).rejection;
  if (level === 'school' || (masksNames && level !== 'county'))
    return refuse('ACCESS.WRONG_LEVEL', { office: seat.office, yours: seat.office }).rejection;
  if (supervisionTelephone !== null && !SUPERVISION_TELEPHONE.test(supervisionTelephone))
    return refuse('COMMAND.INVALID', { field: 'supervisionTelephone' }).rejection;
  return null;
}
