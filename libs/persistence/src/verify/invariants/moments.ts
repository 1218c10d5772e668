import type { ApplicationState, Plan, StreamState, WorkingCalendar } from '#domain';
import type { MakeInvariant, View } from '../invariant.js';
import { ADAPTERS } from '../replay.js';
import type { FoldedStream } from '../streams.js';

/** Columns in which a projection holds its stream's plan. */
export const MOMENT_COLUMNS = ['next_moment', 'next_moment_at'];

/** Longer than the worker ever needs while all is well, ms. */
const GRACE = 5 * 60_000;

/**
 * The next moment in the list is the one the law plans: a stream without its moment is never reminded. It was planned
 * by the calendar of that day, and a newer one replaces it only at the stream's next step, so any known one may stand.
 */
export const moments: MakeInvariant = (found, view) => ({
  async page(streams) {
    for (const stream of streams) {
      const { id, kind, folded, row } = stream;
      if (!folded || !row || kind === 'payment-batch') continue;
      found.looked(1);
      const plans = await planner(view, stream, folded.state);
      if (!plans) {
        const { code, version } = (folded.state as ApplicationState).programme;
        found.fault('programme-missing', id, `${code} version ${version}`);
        continue;
      }
      const { next_moment: key, next_moment_at: at } = row as {
        next_moment: string | null;
        next_moment_at: number | null;
      };
      if (!view.calendars.some((calendar) => isSame(plans(calendar), key, at))) {
        const planned = view.calendars[0] ? plans(view.calendars[0]).next : null;
        found.fault('moment-differs', id, `${key} ${at} ≠ ${planned?.key ?? null} ${planned?.at ?? null}`);
      } else if (at !== null && at < view.now - GRACE) {
        found.waits('waiting-for-worker', id, `${key} ${new Date(at).toISOString()}`);
      }
    }
  },
});

const isSame = ({ next }: Plan, key: string | null, at: number | null): boolean =>
  (next?.key ?? null) === key && (next?.at ?? null) === at;

/** How the law plans for this stream, by calendar; null where its programme is not known. */
async function planner({ persistence }: View, { kind }: FoldedStream, state: StreamState) {
  const { code, version } = (state as ApplicationState).programme;
  const programme = await persistence.reference.programme(code, version).catch(() => null);
  return programme && ((calendar: WorkingCalendar) => ADAPTERS[kind].law.plan(state, { calendar, programme } as never));
}
