import type { ChainedEvent } from '../../door/envelope.js';
import type { MakeInvariant } from '../invariant.js';
import type { Findings } from '../report.js';
import { personsOf, stageOfAct } from './acts.js';

/** Nobody acted at two stages of one application, and nobody heard an appeal against what they had decided. */
export const fourEyes: MakeInvariant = (found) => ({
  page(streams) {
    for (const { id, kind, events } of streams) {
      if (kind !== 'application') continue;
      found.looked(1);
      checkActs(found, id, events);
    }
  },
});

function checkActs(found: Findings, id: string, events: readonly ChainedEvent[]): void {
  const stages = new Map<string, string>();
  let barred: readonly string[] = [];
  for (const event of events) {
    // Sent back before anybody outside the school saw it: the school begins again.
    if (event.type === 'ApplicationSentBackToDraft') stages.clear();
    if (event.type === 'ApplicationAppealed') {
      const { stage } = (event.payload as { opens: { stage: string } }).opens;
      barred = [...stages].flatMap(([person, at]) => (at === stage ? [person] : []));
    }
    const stage = stageOfAct(event);
    if (stage === null) continue;
    for (const person of personsOf(event)) {
      const earlier: string = stages.get(person) ?? stage;
      if (earlier !== stage)
        found.fault('acted-twice', id, `${person}: ${earlier}, ${stage} (version ${event.version})`);
      if (barred.includes(person))
        found.fault('heard-own-appeal', id, `${person}: ${stage} (version ${event.version})`);
      stages.set(person, earlier);
    }
  }
}
