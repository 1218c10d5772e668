import { type Role, type Seat, SYSTEM } from '#domain';
import { decodeCursor } from '../../queries/cursor.js';
import { worklistCounts, worklistPage } from '../../queries/worklist.js';
import { worklistGroups } from '../../queries/worklist-groups.js';
import type { MakeInvariant, View } from '../invariant.js';

/** More than any seat ever has before it. */
const UNCAPPED = 1_000_000_000;
const PAGE = 500;

/**
 * What each seat's worklist counts is what it lists, one by one and in groups, and what the events leave open before
 * that seat. The product's own queries are asked, so that none of them can lose a task on its way to the screen.
 */
export const worklists: MakeInvariant = (found, view) => {
  const open = new Map<string, number>();
  return {
    page(streams) {
      for (const { folded } of streams) for (const task of folded?.expected.tasks ?? []) add(open, placeOf(task), 1);
    },

    async finish() {
      const seats = await view.snapshot.rows<{ office: string; role: Role }>('SELECT DISTINCT office, role FROM tasks');
      const counted = new Map<string, number>();
      const listed = new Map<string, number>();
      const grouped = new Map<string, number>();
      for (const seat of seats) {
        const scope = { person: SYSTEM.person, seats: [seat] };
        const [all, cap] = [{ barred: 'include' }, UNCAPPED] as const;
        for (const n of await worklistCounts(view.snapshot, scope, all, cap)) add(counted, placeOf(n), n.count);
        const everything = { now: view.now, after: null, limit: PAGE * PAGE };
        const groups = await worklistGroups(view.snapshot, scope, all, everything);
        for (const group of groups.items) add(grouped, placeOf(group), group.count);
        await walk(view, seat, (task) => add(listed, placeOf(task), 1));
      }
      for (const place of new Set([open, counted, listed, grouped].flatMap((numbers) => [...numbers.keys()]))) {
        found.looked(1);
        const [count, list, groups, events] = [counted, listed, grouped, open].map((n) => n.get(place) ?? 0);
        if (count !== list || groups !== list || events !== list)
          found.fault('count-differs', place, `count ${count} ≠ list ${list}, groups ${groups}, events ${events}`);
      }
    },
  };
};

interface Placed {
  readonly office?: unknown;
  readonly role?: unknown;
  readonly stage?: unknown;
}

const placeOf = ({ office, role, stage }: Placed): string => `${office}/${role} ${stage}`;

const add = (numbers: Map<string, number>, key: string, by: number): void =>
  void numbers.set(key, (numbers.get(key) ?? 0) + by);

/** The whole list of one seat, page by page, as somebody would who never stops scrolling. */
async function walk({ snapshot, persistence }: View, seat: Seat, on: (task: Placed) => void): Promise<void> {
  const scope = { person: SYSTEM.person, seats: [seat] };
  let after: readonly [number, string] | null = null;
  do {
    const page = { after, limit: PAGE };
    const { items, next } = await worklistPage(snapshot, persistence.keys, scope, { barred: 'include' }, page);
    for (const task of items) on(task);
    after = next === null ? null : (decodeCursor(next, ['int', 'uuid']) as [number, string]);
  } while (after);
}
