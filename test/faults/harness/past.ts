import { Persistence } from '#persistence';
import type { Stack } from './stack.js';

const DAY = 86_400_000;

/**
 * Handed in and approved a month ago, their notice over today: they await payment, and nobody is reminded of anything
 * meanwhile. Ids in the order in which a batch takes them.
 */
export async function awaitingPayment(
  stack: Stack,
  count: number,
  prepare: (id: string, index: number) => Promise<void> = async () => {},
): Promise<string[]> {
  const { county, broughtUp } = stack;
  const { services, keys } = broughtUp;
  const past = new Persistence({ url: services.database.appUrl, keys, clock: () => Date.now() - 30 * DAY });
  const then = county.through(past);
  try {
    const drafted = (await then.draft(count)).sort();
    for (const [index, id] of drafted.entries()) await prepare(id, index);
    await then.handIn(drafted);
    for (const id of drafted) {
      await county.must(then.approve('reviewer', id));
      await county.must(then.approve('approver', id));
      await county.must(
        county.system({ kind: 'application', id, command: { type: 'ReachMoment', moment: '3/close' } }),
      );
    }
    return drafted;
  } finally {
    await past.close();
  }
}
