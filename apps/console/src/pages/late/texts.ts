import { catalogue } from '../../text/catalogue.js';

export const texts = catalogue({
  title: { zh: '办理记录', en: 'Decisions' },
  late: { zh: '逾期办理', en: 'Decided late' },
  byPerson: { zh: '某人办理的', en: 'By one person' },
  view: { zh: '查看', en: 'Show' },
  from: { zh: '起始日期', en: 'From' },
  to: { zh: '截止日期', en: 'To' },
  at: { zh: '时间', en: 'When' },
  who: { zh: '办理人', en: 'Who' },
  seat: { zh: '岗位', en: 'Seat' },
  what: { zh: '决定', en: 'Decision' },
  school: { zh: '学校', en: 'School' },
  programme: { zh: '资助项目', en: 'Programme' },
  isLate: { zh: '逾期', en: 'late' },
  none: { zh: '这段时间内没有', en: 'None in these days' },
  pick: {
    zh: '点击办理人姓名，查看此人这段时间的全部决定。',
    en: 'Click a name to see all that this person decided in these days.',
  },
  all: { zh: '返回逾期列表', en: 'Back to what was late' },
  loadMore: { zh: '加载更多', en: 'Load more' },
  allOf: { zh: (name: string) => `${name} 的全部决定`, en: (name: string) => `All decisions of ${name}` },
});
