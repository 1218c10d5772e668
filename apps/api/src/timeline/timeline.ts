import type { Programme, TextRef } from '#domain';
import { type ChainedEvent, type ChainFault, commitmentOf } from '#persistence';
import type { Names } from '../applications/detail.js';
import { roleName } from '../problems/names.js';
import { sentenceOf } from './sentences.js';
import type { TimelineEntryView, TimelineView } from './timeline.view.js';

/** Texts by id, as far as they are not erased. */
export type TextsById = ReadonlyMap<string, { readonly text: string; readonly salt: Buffer }>;

/** Payload members that hold a commitment to somebody's own words. */
const WORDS = ['opinion', 'grounds', 'note', 'reason', 'statement'] as const;

/** The commitment of an event, if somebody said something in their own words. */
export function textRefOf({ payload }: ChainedEvent): TextRef | null {
  for (const member of WORDS) {
    const value = payload[member];
    if (typeof value === 'object' && value !== null && 'commitment' in value) return value as TextRef;
  }
  return null;
}

/** An application's history in sentences, each with the envelope that proves it. */
export function timelineOf(
  events: readonly ChainedEvent[],
  faults: readonly ChainFault[],
  programme: Programme,
  texts: TextsById,
  names: Names,
): TimelineView {
  return {
    entries: events.map((event) => entryOf(event, programme, texts, names)),
    chain: { intact: faults.length === 0, faults },
  };
}

function entryOf(event: ChainedEvent, programme: Programme, texts: TextsById, names: Names): TimelineEntryView {
  const [office, role] = event.seat === 'system' ? [null, null] : (event.seat.split('/') as [string, string]);
  const who = office ? names.person(event.actor) : null;
  const onBehalfOf = event.onBehalfOf ? names.person(event.onBehalfOf) : null;
  const said = sentenceOf(event, programme);
  const officeView = office ? names.office(office) : null;
  const place = (language: 'zh' | 'en') =>
    `${officeView?.name ?? ''}${language === 'zh' ? '' : ' '}${roleName(role, language)}`;
  return {
    version: event.version,
    at: event.at,
    who,
    onBehalfOf,
    office: officeView,
    role,
    sentence: {
      zh: who ? `${who.name}（${place('zh')}${onBehalfOf ? `，代${onBehalfOf.name}` : ''}）${said.zh}` : said.zh,
      en: who ? `${who.name} (${place('en')}${onBehalfOf ? `, for ${onBehalfOf.name}` : ''}) ${said.en}` : said.en,
    },
    ...wordsOf(event, texts),
    late: event.payload.late === true,
    envelope: event,
  };
}

function wordsOf(event: ChainedEvent, texts: TextsById): Pick<TimelineEntryView, 'text' | 'textState'> {
  const ref = textRefOf(event);
  if (!ref) return { text: null, textState: 'none' };
  const found = texts.get(ref.id);
  if (!found) return { text: null, textState: 'erased' };
  return {
    text: found.text,
    textState: commitmentOf(found.salt, found.text) === ref.commitment ? 'intact' : 'altered',
  };
}
