import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { APPLICATION_EVENT_SCHEMAS, APPLICATION_LAW, type ApplicationEvent } from '../application/index.js';
import { BATCH_EVENT_SCHEMAS, BATCH_LAW, type BatchEvent } from '../payment-batch/index.js';
import { SUBMISSION_EVENT_SCHEMAS, SUBMISSION_LAW, type SubmissionEvent } from '../submission/index.js';
import { fold, STREAM_KINDS, type StreamKind, type StreamLaw, type StreamState } from './index.js';

/**
 * Everything an event may carry, by name. A new member is added here by hand: look whether it is an id, a code, an
 * amount or an instant. Names, numbers of people and free text never are; they lie in tables that can be erased.
 */
const APPLICATION_PAYLOADS = {
  ApplicationDrafted: ['programme', 'period', 'subject', 'place', 'items', 'basis', 'checkedAgainst', 'flags'],
  ApplicationDiscarded: [],
  ApplicationSubmitted: ['submission', 'route', 'items', 'opens'],
  ApplicationConfirmed: ['opens'],
  ApplicationSentBackToDraft: [],
  ApplicationOpened: ['visit'],
  ApplicationApproved: ['visit', 'stage', 'opinion', 'opens', 'reserves', 'awaitsFunds', 'late'],
  FundsReserved: ['reserves', 'opens'],
  ApplicationReturned: ['visit', 'stage', 'items', 'opinion', 'remainder', 'late'],
  ApplicationResubmitted: ['changed', 'items', 'basis', 'note', 'route', 'opens'],
  ApplicationRejected: ['visit', 'stage', 'reason', 'opinion', 'late'],
  ApplicationAppealed: ['grounds', 'opens'],
  ApplicationWithdrawn: ['note', 'releases'],
  ApplicationRecalled: ['visit', 'opens', 'releases'],
  ApplicationHeld: ['reason', 'remainder'],
  ApplicationResumed: ['opens'],
  DeadlineMoved: ['visit', 'dueAt', 'calendarVersion', 'provisional'],
  ReminderCameDue: ['visit', 'moment', 'rung', 'audiences', 'dueAt'],
  PublicNoticeClosed: ['visit', 'opens'],
  ObjectionConfirmed: ['objection', 'statement', 'remainder'],
  ObjectionResolved: ['objection', 'upheld', 'opinion', 'opens', 'releases'],
  ApplicationFrozenForPayment: ['batch'],
  ApplicationUnfrozen: ['batch', 'opens'],
  ApplicationPaid: ['batch', 'pays'],
  PaymentFailed: ['batch', 'reason', 'arrived', 'pays'],
  PaymentReissued: ['accountChanged', 'opens'],
} as const satisfies PayloadTable<ApplicationEvent>;

const SUBMISSION_PAYLOADS = {
  SubmissionOwed: ['programme', 'period', 'place', 'number', 'window'],
  SubmissionPrepared: ['programme', 'period', 'place', 'number', 'count', 'totalFen', 'digest', 'confirmed'],
  SubmissionConfirmed: ['meetingOn', 'members'],
  SubmissionSentBack: ['reason'],
  SubmissionReminderCameDue: ['moment', 'rung', 'audiences', 'dueAt'],
} as const satisfies PayloadTable<SubmissionEvent>;

const BATCH_PAYLOADS = {
  PaymentBatchCreated: ['programme', 'period', 'office'],
  PaymentBatchFrozen: ['count', 'totalFen', 'digest'],
  PaymentBatchReleased: ['totalFen'],
  BankFilesWritten: ['files'],
  ReturnFileTaken: ['bank', 'sha256'],
  BankSettled: ['bank', 'paid', 'failed', 'unknown', 'last'],
  PaymentBatchCancelled: ['reason', 'because'],
  PaymentBatchFreed: [],
} as const satisfies PayloadTable<BatchEvent>;

type Payload<E, T> = Exclude<E extends { type: T } ? keyof E : never, 'type'>;
type PayloadTable<E extends { type: string }> = { readonly [T in E['type']]: readonly Payload<E, T>[] };
/** Event members that the table does not name. The compiler refuses this file unless there are none. */
type Unnamed<E extends { type: string }, Table extends PayloadTable<E>> = {
  [T in E['type']]: Exclude<Payload<E, T>, Table[T][number]>;
}[E['type']];
const complete: [
  Unnamed<ApplicationEvent, typeof APPLICATION_PAYLOADS>,
  Unnamed<SubmissionEvent, typeof SUBMISSION_PAYLOADS>,
  Unnamed<BatchEvent, typeof BATCH_PAYLOADS>,
] extends [never, never, never]
  ? true
  : 'a member of an event is named in no table' = true;

/** What lies inside the members that are not plain values. */
const INNER_KEYS = [
  ...['code', 'version', 'school', 'township', 'county'],
  ...['item', 'instalment', 'amountFen', 'payee'],
  ...['schoolStage', 'grade', 'boarding', 'householdType', 'specialCategory', 'roll', 'registry'],
  ...[
    'stage',
    'kind',
    'office',
    'role',
    'no',
    'openedAt',
    'opensAt',
    'limit',
    'dueAt',
    'calendarVersion',
    'provisional',
  ],
  ...['workingDays', 'duration', 'id', 'commitment', 'bank', 'lines', 'totalFen', 'sha256'],
];
/** Words of the registers and banks' names: the only text that is not a code. */
const WORDS = ['grade', 'householdType', 'specialCategory', 'schoolStage', 'bank'];

interface Envelope {
  readonly type: string;
  readonly schema: number;
  readonly at: number;
  readonly actor: string;
  readonly onBehalfOf: string | null;
  readonly seat: string;
  readonly payload: Record<string, unknown>;
}
/** A stream as it was recorded once, and what it came to. Recorded streams are added, never edited. */
interface RecordedStream {
  readonly title: string;
  readonly events: readonly Envelope[];
  readonly comesTo: object;
}

const recorded = (kind: StreamKind): RecordedStream[] =>
  JSON.parse(readFileSync(new URL(`./fixtures/${kind}.json`, import.meta.url), 'utf8'));

const KINDS = {
  application: { law: APPLICATION_LAW, schemas: APPLICATION_EVENT_SCHEMAS, payloads: APPLICATION_PAYLOADS },
  submission: { law: SUBMISSION_LAW, schemas: SUBMISSION_EVENT_SCHEMAS, payloads: SUBMISSION_PAYLOADS },
  'payment-batch': { law: BATCH_LAW, schemas: BATCH_EVENT_SCHEMAS, payloads: BATCH_PAYLOADS },
} as const satisfies Record<StreamKind, unknown>;

/** Every plain value of a payload with the name it stands under. */
function* leaves(value: unknown, key: string): Iterable<[string, unknown]> {
  if (Array.isArray(value)) for (const entry of value) yield* leaves(entry, key);
  else if (value && typeof value === 'object') for (const [inner, v] of Object.entries(value)) yield* leaves(v, inner);
  else yield [key, value];
}
function* innerKeys(value: unknown): Iterable<string> {
  if (!value || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) yield key;
    yield* innerKeys(inner);
  }
}

describe.each(STREAM_KINDS)('the events of a stream: %s', (kind) => {
  const { schemas, payloads } = KINDS[kind];
  const streams = recorded(kind);
  const events = streams.flatMap((stream) => stream.events);
  const law = KINDS[kind].law as unknown as StreamLaw<StreamState, never, { type: string }, never>;

  it.each(streams.map((stream) => [stream.title, stream] as const))(
    'that were recorded still come to the same: %s',
    (_, stream) => {
      const state = fold(
        law,
        stream.events.map(({ type, payload, at, actor, onBehalfOf, seat }) => ({
          event: { ...payload, type },
          at,
          actor,
          onBehalfOf,
          seat,
        })),
      );
      expect(state).toMatchObject(stream.comesTo);
      expect(state!.version).toBe(stream.events.length);
    },
  );

  it('were recorded in every type at its present schema', () => {
    const missing = Object.entries(schemas).filter(
      ([type, schema]) => !events.some((e) => e.type === type && e.schema === schema),
    );
    expect(missing).toEqual([]);
  });

  it('carry what their table names and nothing else', () => {
    expect(complete).toBe(true);
    const named: Record<string, readonly string[]> = payloads;
    for (const { type, payload } of events) {
      expect([type, Object.keys(payload).filter((key) => !named[type]!.includes(key))]).toEqual([type, []]);
      for (const value of Object.values(payload)) {
        expect([type, [...innerKeys(value)].filter((key) => !INNER_KEYS.includes(key))]).toEqual([type, []]);
      }
    }
  });

  it('hold ids, codes, amounts and instants: no sentence, no identity number, no telephone, no card', () => {
    for (const { type, payload } of events) {
      for (const [key, value] of [...leaves(payload, '')]) {
        if (typeof value !== 'string' || WORDS.includes(key)) continue;
        expect([type, key, value]).toEqual([type, key, expect.stringMatching(/^[\x21-\x7e]+$/)]);
        expect([type, key, value]).not.toEqual([type, key, expect.stringMatching(/^(\d{17}[\dX]|1\d{10}|\d{16,19})$/)]);
      }
    }
  });
});
