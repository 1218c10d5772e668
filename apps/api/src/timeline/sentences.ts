import type { ApplicationEvent, ApplicationEventType, CodedText, Programme } from '#domain';
import { stageName } from '../problems/names.js';

export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

type EventOf<T extends ApplicationEventType> = Extract<ApplicationEvent, { type: T }>;
type Table = { readonly [T in ApplicationEventType]: (event: EventOf<T>, programme: Programme) => Sentence };

/** What each event says, without its subject: `周文（寨坪镇中心学校审核人）` goes before it. */
const SENTENCES: Table = {
  ApplicationDrafted: () => ({ zh: '建立了申请草稿', en: 'drafted the application' }),
  ApplicationDiscarded: () => ({ zh: '删除了草稿', en: 'discarded the draft' }),
  ApplicationSubmitted: () => ({ zh: '列入报送批次', en: 'put it into a submission' }),
  ApplicationConfirmed: () => ({ zh: '确认报送', en: 'confirmed what the school hands in' }),
  ApplicationSentBackToDraft: () => ({ zh: '退回经办人修改', en: 'sent it back to the clerk' }),
  ApplicationOpened: () => ({ zh: '查阅了申请', en: 'opened it' }),
  ApplicationApproved: (e, p) => {
    const waits = e.awaitsFunds ? { zh: '，待落实资金', en: '; it awaits funds' } : { zh: '', en: '' };
    const stage = stageTitle(p, e.stage);
    return {
      zh: `在“${stage.zh}”同意${late(e.late).zh}${waits.zh}`,
      en: `approved it at "${stage.en}"${late(e.late).en}${waits.en}`,
    };
  },
  FundsReserved: () => ({ zh: '资金已落实', en: 'its funds are reserved' }),
  ApplicationReturned: (e, p) => {
    const items = titles(p.correctableItems, e.items);
    return {
      zh: `退回补正：${items.zh}${late(e.late).zh}`,
      en: `returned it to correct: ${items.en}${late(e.late).en}`,
    };
  },
  ApplicationResubmitted: (e, p) => {
    const changed = titles(p.correctableItems, e.changed);
    return {
      zh: `补正后重新报送：${changed.zh || '无改动'}`,
      en: `resubmitted it, corrected: ${changed.en || 'nothing'}`,
    };
  },
  ApplicationRejected: (e, p) => {
    const reason = titles(p.rejectReasons, [e.reason]);
    return { zh: `不予通过：${reason.zh}${late(e.late).zh}`, en: `rejected it: ${reason.en}${late(e.late).en}` };
  },
  ApplicationAppealed: () => ({ zh: '提出申诉', en: 'appealed' }),
  ApplicationWithdrawn: () => ({ zh: '撤回了申请', en: 'withdrew it' }),
  ApplicationRecalled: () => ({ zh: '收回了自己的决定', en: 'recalled their decision' }),
  ApplicationHeld: () => ({ zh: '暂停办理', en: 'put it on hold' }),
  ApplicationResumed: () => ({ zh: '恢复办理', en: 'resumed it' }),
  DeadlineMoved: (e) => ({
    zh: `因工作日历更新，时限调整为${day(e.dueAt)}`,
    en: `a newer calendar moved its deadline to ${day(e.dueAt)}`,
  }),
  ReminderCameDue: (e) => ({
    zh: `催办提醒（时限${day(e.dueAt)}）`,
    en: `a reminder came due (deadline ${day(e.dueAt)})`,
  }),
  PublicNoticeClosed: () => ({ zh: '公示期满', en: 'the public notice ended' }),
  ObjectionConfirmed: () => ({ zh: '受理了一条异议，公示暂停', en: 'confirmed an objection; the notice stands still' }),
  ObjectionResolved: (e) =>
    e.upheld
      ? { zh: '异议成立', en: 'found the objection right' }
      : { zh: '异议不成立，公示继续', en: 'found the objection unfounded; the notice goes on' },
  ApplicationFrozenForPayment: () => ({ zh: '列入发放批次', en: 'put it into a payment batch' }),
  ApplicationUnfrozen: () => ({ zh: '移出发放批次', en: 'took it out of the payment batch' }),
  ApplicationPaid: (e) => ({ zh: `已发放${yuan(e.pays)}元`, en: `${yuan(e.pays)} yuan were paid` }),
  PaymentFailed: () => ({ zh: '银行退票，发放失败', en: 'the bank returned the payment' }),
  PaymentReissued: () => ({ zh: '重新发放', en: 'let it be paid again' }),
};

/** The sentence of an event as stored. */
export function sentenceOf(event: { type: string; payload: Record<string, unknown> }, programme: Programme): Sentence {
  const say = SENTENCES[event.type as ApplicationEventType] as (event: unknown, programme: Programme) => Sentence;
  return say({ ...event.payload, type: event.type }, programme);
}

/** A stage's title as the programme gives it, or the usual one for the school's own steps. */
export function stageTitle(programme: Programme, stage: string): Sentence {
  return (
    programme.route.find((spec) => spec.key === stage)?.title ?? {
      zh: stageName(stage, 'zh'),
      en: stageName(stage, 'en'),
    }
  );
}

function titles(known: readonly CodedText[], codes: readonly string[]): Sentence {
  const found = codes.map((code) => known.find((entry) => entry.code === code) ?? { zh: code, en: code });
  return { zh: found.map(({ zh }) => zh).join('、'), en: found.map(({ en }) => en).join(', ') };
}

const late = (isLate: true | undefined): Sentence =>
  isLate ? { zh: '（超过时限）', en: ' (after its deadline)' } : { zh: '', en: '' };
const yuan = (fen: number): string => (fen / 100).toFixed(2);

const LOCAL = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });
/** `2026-10-08 17:30`, as clocks in the county show it. */
export const day = (at: number): string => LOCAL.format(at);
