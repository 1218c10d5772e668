import { Injectable } from '@nestjs/common';
import { dateOf, dayNumber, localDate, soonUntil, startOfDayAt } from '#domain';
import {
  countOwingSchools,
  countReminders,
  currentPeriod,
  type Due,
  type Moments,
  owingSchools,
  Persistence,
  personFigures,
  remindersSent,
  seatFigures,
  wallClock,
  watchedTasks,
} from '#persistence';
import { COUNTED_UP_TO, capped } from '../http/capped.js';
import { limitOf, positionOf } from '../http/page.dto.js';
import type { SeatedSession } from '../session/current-session.js';
import type {
  OwingSchoolsPageView,
  OwingSchoolsQuery,
  RemindersPageView,
  RemindersQuery,
  SupervisionView,
  WatchedTasksPageView,
  WatchedTasksQuery,
} from './supervision.dto.js';

/** Workload and reminders are told for so many days, today included. */
const DAYS = 30;

/** Today as supervision looks at it. */
interface Today {
  readonly moments: Moments;
  readonly from: string;
  readonly to: string;
  readonly since: number;
}

/** What a supervisor sees of the offices under theirs. Each figure and the list it leads to are one definition. */
@Injectable()
export class SupervisionService {
  constructor(private readonly persistence: Persistence) {}

  async overview({ office }: SeatedSession): Promise<SupervisionView> {
    const { db } = this.persistence;
    const { moments, from, to, since } = await this.today();
    const period = await this.period();
    const asked = { moments, since, cap: COUNTED_UP_TO };
    const [schools, seats, persons, reminders] = await Promise.all([
      countOwingSchools(db, office, period, moments.now),
      seatFigures(db, { office }, asked),
      personFigures(db, { office }, asked),
      countReminders(db, { office }, since, COUNTED_UP_TO),
    ]);
    const sum = (due: Due) => capped(seats.reduce((total, seat) => total + seat[due], 0));
    return {
      period,
      from,
      to,
      schools,
      late: sum('late'),
      soon: sum('soon'),
      open: sum('open'),
      reminders: capped(reminders),
      seats: seats.map((seat) => ({ ...seat, ...byDue(seat), reminders: capped(seat.reminders) })),
      persons: persons.map((person) => ({ ...person, ...byDue(person), decided: capped(person.decided) })),
    };
  }

  async schools({ office }: SeatedSession, query: OwingSchoolsQuery): Promise<OwingSchoolsPageView> {
    const after = positionOf<[number, string]>(query, 'int', 'text');
    const period = query.period ?? (await this.period());
    return owingSchools(this.persistence.db, office, period, { after, limit: limitOf(query) });
  }

  async tasks({ office }: SeatedSession, query: WatchedTasksQuery): Promise<WatchedTasksPageView> {
    const after = positionOf<[number, string]>(query, 'int', 'uuid');
    const { moments } = await this.today();
    const watched = { office, at: query.office, role: query.role, person: query.person };
    return watchedTasks(this.persistence.db, watched, query.due ?? 'open', moments, { after, limit: limitOf(query) });
  }

  async reminders({ office }: SeatedSession, query: RemindersQuery): Promise<RemindersPageView> {
    const after = positionOf<[number, string]>(query, 'int', 'uuid');
    const { since } = await this.today();
    const watched = { office, at: query.office, role: query.role };
    return remindersSent(this.persistence.db, watched, since, { after, limit: limitOf(query) });
  }

  private async period(): Promise<number> {
    return (await currentPeriod(this.persistence))?.code ?? 0;
  }

  private async today(): Promise<Today> {
    const calendar = await this.persistence.reference.currentCalendar();
    const now = wallClock();
    const to = localDate(calendar, now);
    const from = dateOf(dayNumber(to) - DAYS + 1);
    return {
      moments: { now, soonUntil: soonUntil(calendar, now) },
      from,
      to,
      since: startOfDayAt(calendar, from),
    };
  }
}

const byDue = ({ late, soon, open }: Record<Due, number>) => ({
  late: capped(late),
  soon: capped(soon),
  open: capped(open),
});
