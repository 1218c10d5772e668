import type { Audience } from '../deadline/index.js';
import type { Place, Role, Seat } from './index.js';

/**
 * Who hears of a reminder: the seat that has the task, the office's own supervisor at the deadline, and the level
 * above when it stays undone. A county is the highest level here: its own supervisor stands for the one above.
 */
export function reminderSeats(place: Place, task: { office: string; role: Role }, audiences: readonly Audience[]): (Seat & { audience: Audience })[] {
  const above = task.office === place.school && place.township ? place.township : place.county;
  const seats = audiences.map((audience) => {
    switch (audience) {
      case 'office':
        return { audience, office: task.office, role: task.role };
      case 'supervisor':
        return { audience, office: task.office, role: 'supervisor' as const };
      case 'level-above':
        return { audience, office: above, role: 'supervisor' as const };
    }
  });
  return distinct(seats);
}

/** A school that has not handed in: its clerk and head are reminded, at the deadline its township is told. */
export function submissionReminderSeats(place: Place, audiences: readonly Audience[]): (Seat & { audience: Audience })[] {
  const township = place.township ?? place.county;
  const reviewer: Role = place.township ? 'reviewer' : 'approver';
  return distinct(
    audiences.flatMap((audience): (Seat & { audience: Audience })[] => {
      switch (audience) {
        case 'office':
          return [
            { audience, office: place.school, role: 'clerk' },
            { audience, office: place.school, role: 'head' },
          ];
        case 'supervisor':
          return [
            { audience, office: township, role: reviewer },
            { audience, office: township, role: 'supervisor' },
          ];
        case 'level-above':
          return [{ audience, office: place.county, role: 'supervisor' }];
      }
    }),
  );
}

const distinct = <T extends Seat>(seats: T[]): T[] =>
  seats.filter((seat, i) => seats.findIndex((other) => other.office === seat.office && other.role === seat.role) === i);
