import type { Audience } from '../deadline/index.js';
import type { Place, Role, Seat } from './index.js';

export interface Recipient extends Seat {
  readonly audience: Audience;
}

/**
 * Who hears of a reminder: the seat that has the task, the office's own supervisor at the deadline, and the level
 * above when it stays undone. A county is the highest level here: its own supervisor stands for the one above.
 */
export function reminderSeats(
  place: Place,
  task: { office: string; role: Role },
  audiences: readonly Audience[],
): Recipient[] {
  const above = task.office === place.school && place.township ? place.township : place.county;
  const seats: Record<Audience, Seat[]> = {
    office: [{ office: task.office, role: task.role }],
    supervisor: [{ office: task.office, role: 'supervisor' }],
    'level-above': [{ office: above, role: 'supervisor' }],
  };
  return recipients(seats, audiences);
}

/** A school that has not handed in: its clerk and head are reminded, at the deadline its township is told. */
export function submissionReminderSeats(place: Place, audiences: readonly Audience[]): Recipient[] {
  const township = place.township ?? place.county;
  const seats: Record<Audience, Seat[]> = {
    office: [
      { office: place.school, role: 'clerk' },
      { office: place.school, role: 'head' },
    ],
    supervisor: [
      { office: township, role: place.township ? 'reviewer' : 'approver' },
      { office: township, role: 'supervisor' },
    ],
    'level-above': [{ office: place.county, role: 'supervisor' }],
  };
  return recipients(seats, audiences);
}

/** Each seat once, under the first audience it belongs to. */
function recipients(seats: Record<Audience, Seat[]>, audiences: readonly Audience[]): Recipient[] {
  const all = audiences.flatMap((audience) => seats[audience].map((seat) => ({ audience, ...seat })));
  return all.filter(
    (seat, i) => all.findIndex((other) => other.office === seat.office && other.role === seat.role) === i,
  );
}
