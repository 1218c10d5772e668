import type { WorkingCalendar } from '#domain';
import { NOW } from '../clock.js';
import type { Persistence } from '../persistence.js';
import type { Invariant, MakeInvariant, RunningWorkflows, View } from './invariant.js';
import { batches } from './invariants/batches.js';
import { budget } from './invariants/budget.js';
import { chains } from './invariants/chains.js';
import { fourEyes } from './invariants/four-eyes.js';
import { moments } from './invariants/moments.js';
import { payments } from './invariants/payments.js';
import { projections } from './invariants/projections.js';
import { reminders } from './invariants/reminders.js';
import { submissions } from './invariants/submissions.js';
import { texts } from './invariants/texts.js';
import { twoPersons } from './invariants/two-persons.js';
import { workflows } from './invariants/workflows.js';
import { worklists } from './invariants/worklists.js';
import { Findings, type VerifyReport } from './report.js';
import { inSnapshot, type Snapshot } from './snapshot.js';
import { foldedStreams } from './streams.js';
import { INVARIANTS, type InvariantKey } from './words.js';

const MAKERS = {
  chains,
  projections,
  'four-eyes': fourEyes,
  'two-persons': twoPersons,
  payments,
  batches,
  submissions,
  worklists,
  budget,
  moments,
  workflows,
  reminders,
  texts,
} as const satisfies Record<InvariantKey, MakeInvariant>;

export interface VerifyOptions {
  /** Told after each page: how many events have been looked at, and how many there are. */
  readonly onProgress?: (events: number, total: number) => void;
  /** How many events are in memory at a time. */
  readonly eventsAtOnce?: number;
  /** Asks Temporal; without it the report says that workflows were not looked at. */
  readonly runningWorkflows?: RunningWorkflows | null;
}

/** One invariant at work, with the time it has taken. */
class Watched {
  readonly found = new Findings();
  private readonly invariant: Invariant;
  private ms = 0;

  constructor(
    private readonly key: InvariantKey,
    view: View,
  ) {
    this.invariant = MAKERS[key](this.found, view);
  }

  async run(work: (invariant: Invariant) => Promise<void> | void): Promise<void> {
    const started = performance.now();
    await work(this.invariant);
    this.ms += performance.now() - started;
  }

  report() {
    return this.found.report(this.key, this.ms);
  }
}

/**
 * Whether everything is as it must be after every step: all streams are read once, oldest period first, and held
 * against the tables, in one snapshot of the database. Memory does not grow with the number of events. Changes nothing.
 */
export function verify(
  persistence: Persistence,
  { onProgress, eventsAtOnce = 4_000, runningWorkflows = null }: VerifyOptions = {},
): Promise<VerifyReport> {
  return inSnapshot(persistence.db, async (snapshot) => {
    const view = { ...(await viewOf(persistence, snapshot)), runningWorkflows };
    const watched = (Object.keys(INVARIANTS) as InvariantKey[]).map((key) => new Watched(key, view));
    const [{ total }] = (await snapshot.rows<{ total: number }>('SELECT count(*) AS total FROM audit.events')) as [
      { total: number },
    ];
    let streams = 0;
    let events = 0;
    let readingMs = 0;
    let mark = performance.now();
    for await (const page of foldedStreams(snapshot, eventsAtOnce)) {
      readingMs += performance.now() - mark;
      for (const each of watched) await each.run((invariant) => invariant.page?.(page));
      streams += page.length;
      events += page.reduce((sum, stream) => sum + stream.events.length, 0);
      onProgress?.(events, total);
      mark = performance.now();
    }
    for (const each of watched) await each.run((invariant) => invariant.finish?.());
    const invariants = watched.map((each) => each.report());
    return {
      ok: invariants.every(({ faults }) => faults === 0),
      streams,
      events,
      readingMs: Math.round(readingMs),
      invariants,
    };
  });
}

async function viewOf(persistence: Persistence, snapshot: Snapshot): Promise<Omit<View, 'runningWorkflows'>> {
  const [{ now }] = (await snapshot.rows<{ now: number }>(`SELECT ${NOW} AS now`)) as [{ now: number }];
  const calendars = await snapshot.rows<{ document: WorkingCalendar }>(
    'SELECT document FROM calendar_versions ORDER BY published_at DESC',
  );
  return { snapshot, persistence, now, calendars: calendars.map(({ document }) => document) };
}
