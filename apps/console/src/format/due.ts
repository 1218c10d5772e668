import { localDate, type WorkingCalendar, workingDaysBetween } from '#domain';
import { inLanguage, type Language } from '../text/catalogue.js';
import { dueTexts } from './texts.js';

export type Urgency = 'late' | 'soon' | 'fine' | 'stopped';

/** How long there is until a deadline, in words, as the county's offices count: in working days. */
export function due(
  calendar: WorkingCalendar,
  dueAt: number,
  now: number,
  stopped: boolean,
  language: Language,
): { urgency: Urgency; words: string } {
  const t = inLanguage(dueTexts, language);
  if (stopped) return { urgency: 'stopped', words: t.stopped };
  const [today, last] = [localDate(calendar, now), localDate(calendar, dueAt)];
  if (now > dueAt) {
    const days = workingDaysBetween(calendar, last, today);
    return { urgency: 'late', words: days > 0 ? t.lateBy(days) : t.lateToday };
  }
  if (today === last) return { urgency: 'soon', words: t.today };
  const days = workingDaysBetween(calendar, today, last);
  return { urgency: days <= 1 ? 'soon' : 'fine', words: t.left(days) };
}
