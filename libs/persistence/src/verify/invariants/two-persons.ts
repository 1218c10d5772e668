import type { MakeInvariant } from '../invariant.js';
import type { FoldedStream } from '../streams.js';
import { ACTS, personsOf } from './acts.js';

interface Release {
  readonly batch: string;
  readonly creators: readonly string[];
  readonly releasers: readonly string[];
  readonly at: number;
}

/** No batch was released by who made it or by who decided an item in it, and nothing was paid from one not released. */
export const twoPersons: MakeInvariant = (found, { snapshot }) => {
  const releasedAt = new Map<string, number>();
  /** First payment from each batch. */
  const paidFrom = new Map<string, { application: string; at: number }>();
  return {
    async page(streams) {
      for (const stream of streams) notePayments(stream, paidFrom);
      const releases = streams.flatMap(releaseOf);
      for (const { batch, creators, releasers, at } of releases) {
        found.looked(1);
        releasedAt.set(batch, at);
        const both = releasers.find((person) => creators.includes(person));
        if (both) found.fault('released-by-creator', batch, both);
      }
      if (releases.length === 0) return;
      const pairs = releases.flatMap(({ batch, releasers, at }) => releasers.map((person) => ({ batch, person, at })));
      const decided = await snapshot.rows<{ batch: string; person: string; application: string }>(DECIDED, [
        JSON.stringify(pairs),
        ACTS,
      ]);
      for (const { batch, person, application } of decided)
        found.fault('released-by-decider', batch, `${person}: application ${application}`);
    },

    finish() {
      for (const [batch, { application, at }] of paidFrom) {
        const released = releasedAt.get(batch);
        if (released === undefined || released > at)
          found.fault('paid-unreleased', batch, `application ${application}`);
      }
    },
  };
};

const DECIDED = `
  SELECT DISTINCT x.batch, x.person, p.application_id AS application
  FROM jsonb_to_recordset($1::jsonb) AS x(batch uuid, person uuid, at bigint)
  JOIN payments p ON p.batch_id = x.batch
  JOIN audit.events e ON e.period = p.period AND e.stream = p.application_id AND e.at <= x.at
  WHERE e.type = ANY($2) AND x.person IN (e.actor, e.on_behalf_of)`;

function releaseOf({ id, kind, events }: FoldedStream): Release[] {
  if (kind !== 'payment-batch') return [];
  const created = events.find(({ type }) => type === 'PaymentBatchCreated');
  const released = events.find(({ type }) => type === 'PaymentBatchReleased');
  if (!released) return [];
  return [{ batch: id, creators: created ? personsOf(created) : [], releasers: personsOf(released), at: released.at }];
}

function notePayments(
  { id, kind, events }: FoldedStream,
  paidFrom: Map<string, { application: string; at: number }>,
): void {
  if (kind !== 'application') return;
  for (const { payload, at } of events) {
    if (typeof payload.pays !== 'number') continue;
    const batch = payload.batch as string;
    if (at < (paidFrom.get(batch)?.at ?? Number.POSITIVE_INFINITY)) paidFrom.set(batch, { application: id, at });
  }
}
