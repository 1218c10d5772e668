import type { DigestItem, DigestText } from '#persistence';

/** Listed one by one up to here; the rest is counted. */
const LONGEST_LIST = 20;

/**
 * One message for all that a person is reminded of: what they must do themselves (催办提醒), then what others are late
 * with (督办). Counts, schools and programmes; no child is named, it may go out by e-mail.
 */
export function digestText(items: readonly DigestItem[], now: number): DigestText {
  const own = items.filter((item) => item.audience === 'office');
  const overseen = items.filter((item) => item.audience !== 'office');
  const sections = [
    { title: '催办提醒', items: own, line: ownLine },
    { title: '督办提醒', items: overseen, line: overseenLine },
  ].filter((section) => section.items.length > 0);
  return {
    subject: `【助到】${sections.map(({ title, items }) => `${title} ${items.length} 件${lateWords(items, now)}`).join('，')}`,
    body: sections.map(({ title, items, line }) => section(title, items, line, now)).join('\n\n'),
  };
}

interface Group {
  readonly first: DigestItem;
  readonly items: readonly DigestItem[];
}

function section(
  title: string,
  items: readonly DigestItem[],
  line: (group: Group, now: number) => string,
  now: number,
): string {
  const groups = grouped(items);
  const lines = groups.slice(0, LONGEST_LIST).map((group) => `· ${line(group, now)}\n  ${linkOf(group)}`);
  const rest = groups.length - lines.length;
  return [
    `${title}：${items.length} 件${lateWords(items, now)}`,
    ...lines,
    ...(rest > 0 ? [`· 另有 ${rest} 组，请登录查看`] : []),
  ].join('\n');
}

/** Same school, programme, stage and office; soonest due first. */
function grouped(items: readonly DigestItem[]): Group[] {
  const groups = new Map<string, DigestItem[]>();
  for (const item of [...items].sort((a, b) => a.dueAt - b.dueAt)) {
    const key = [item.kind, item.school, item.programme, item.stage, item.office].join('\0');
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()].map((group) => ({ first: group[0]!, items: group }));
}

const ownLine = ({ first, items }: Group, now: number): string =>
  first.kind === 'submission'
    ? `${first.school} ${first.programme}：花名册尚未报送，${dueWords(first, now)}`
    : `${first.school} ${first.programme}（${first.stage}）：${items.length} 件，${dueWords(first, now)}`;

const overseenLine = ({ first, items }: Group, now: number): string =>
  first.kind === 'submission'
    ? `${first.school} ${first.programme}：花名册尚未报送，${dueWords(first, now)}`
    : `${first.office} ${first.programme}（${first.stage}，${first.school}）：${items.length} 件未办，${dueWords(first, now)}`;

const dueWords = ({ dueAt }: DigestItem, now: number): string =>
  dueAt <= now ? `已于 ${localTime(dueAt)} 到期` : `最早 ${localTime(dueAt)} 到期`;

function lateWords(items: readonly DigestItem[], now: number): string {
  const late = items.filter((item) => item.dueAt <= now).length;
  return late > 0 ? `（已逾期 ${late} 件）` : '';
}

const linkOf = ({ first }: Group): string => `/${first.kind}s/${first.stream}`;

const TIME = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});

function localTime(at: number): string {
  const parts = Object.fromEntries(TIME.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts.month}月${parts.day}日 ${parts.hour}:${parts.minute}`;
}
