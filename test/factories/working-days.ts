import { addWorkingDays, localDate, openOfWorkAt } from '#domain';
import type { Persistence } from '#persistence';

/** The open of work, so many working days before the next one: the same on a Wednesday and on a Saturday. Epoch ms. */
export async function beforeNextWorkingDay({ reference }: Persistence, days: number): Promise<number> {
  const calendar = await reference.currentCalendar();
  const next = addWorkingDays(calendar, localDate(calendar, Date.now()), 1).date;
  return openOfWorkAt(calendar, addWorkingDays(calendar, next, -days).date);
}
