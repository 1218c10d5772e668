interface Words {
  readonly zh: string;
  readonly en: string;
}

/** What must hold after every step, whatever has happened. In the order in which it is told. */
export const INVARIANTS = {
  chains: { zh: '事件链完整', en: 'every chain of events is whole' },
  projections: { zh: '列表与待办同事件一致', en: 'rows and tasks are what the events say' },
  'four-eyes': { zh: '无人在同一申请的两个环节经手', en: 'nobody acted at two stages of one application' },
  'two-persons': { zh: '每笔钱都经过两个人', en: 'no money moved without two persons' },
  payments: { zh: '同一笔补助只有一条有效发放', en: 'one live payment per benefit line, as the events say' },
  batches: { zh: '发放批次金额处处相等', en: 'batches add up, from freezing to the bank' },
  submissions: { zh: '报送批次与其申请的人数、金额、名单一致', en: 'submissions are what was handed in with them' },
  worklists: { zh: '待办计数与列表一致', en: 'every worklist counts what it lists' },
  budget: { zh: '预算与事件合计一致', en: 'budget lines are the sum of the events' },
  moments: { zh: '时限计划与事件一致', en: 'every next moment is planned' },
  workflows: { zh: '每个时限计划都有工作流盯着', en: 'every open plan has its workflow, or waits to be told' },
  reminders: { zh: '催办逐条有着落', en: 'every reminder is sent, waiting, or dropped with a reason' },
  texts: { zh: '意见原文与承诺值相符', en: 'texts are those that were committed to' },
} as const satisfies Record<string, Words>;

export type InvariantKey = keyof typeof INVARIANTS;

/** What can be found, and what whoever finds it looks at next. */
export const FINDINGS = {
  'chain-broken': {
    zh: '事件被改动、删除或插入：与备份中的 audit.events 比对',
    en: 'an event was changed, removed or put in: compare audit.events with a backup',
  },
  'fold-impossible': {
    zh: '事件序列读不下去：先看它的事件链',
    en: 'the events cannot be folded: look at the chain first',
  },
  'row-missing': {
    zh: '事件里有，表里没有：是否直接改过数据库',
    en: 'the events have it, the table does not: was the database written past the door?',
  },
  'row-without-event': {
    zh: '表里有，事件里没有：是否直接改过数据库，或事件被删',
    en: 'the table has it, the events do not: was the database written past the door, or a stream removed?',
  },
  'column-differs': {
    zh: '表中的值与事件不符（表 ≠ 事件）：以事件为准',
    en: 'a column is not what the events say (table ≠ events): the events count',
  },
  'acted-twice': {
    zh: '同一人在两个环节经手：看该申请的全部事件',
    en: 'one person acted at two stages: look at its timeline',
  },
  'heard-own-appeal': {
    zh: '原经办人又审理了复核：看该申请的全部事件',
    en: 'who decided before heard the appeal: look at its timeline',
  },
  'released-by-creator': { zh: '制单人自己放款：看该批次', en: 'released by who made it: look at the batch' },
  'released-by-decider': {
    zh: '审批过其中申请的人放款：看该批次',
    en: 'released by somebody who decided an item in it: look at the batch',
  },
  'paid-unreleased': { zh: '未经放款即记为到账：看该批次', en: 'paid from a batch nobody released: look at the batch' },
  'paid-twice': {
    zh: '同一笔补助有两条有效发放：联系银行核实',
    en: 'two live payments of one benefit line: ask the bank which arrived',
  },
  'sum-differs': { zh: '金额或笔数不等：看该批次的明细', en: 'sums or counts differ: look at its lines' },
  'submission-differs': {
    zh: '报送批次与随它报送的申请不符（批次 ≠ 申请）',
    en: 'a submission is not what was handed in with it (submission ≠ its applications)',
  },
  'count-differs': {
    zh: '待办计数与列表不等（计数 ≠ 列表）：查看待办查询',
    en: 'a worklist counts what it does not list (count ≠ list): look at the query',
  },
  'budget-differs': {
    zh: '预算行与事件合计不符（表 ≠ 事件）',
    en: 'the line is not the sum of its events (table ≠ events); a line made late must be made with what it holds',
  },
  'moment-differs': {
    zh: '下一时刻与计划不符（表 ≠ 计划）：它可能不再催办',
    en: 'the next moment is not the planned one (table ≠ plan): it may never be reminded',
  },
  'workflow-missing': {
    zh: '有计划而无工作流，也不在待通知之列：运行 npm run recover',
    en: 'it has a plan, no workflow, and nobody is to be told: `npm run recover`',
  },
  'programme-missing': { zh: '缺少其资助项目版本', en: 'its programme version is not in the database' },
  'state-unknown': {
    zh: '催办既未送达、也不在等待、也没有作废原因',
    en: 'neither sent to somebody, nor waiting, nor dropped with a reason',
  },
  'text-missing': { zh: '原文记录不见了（清除应保留空行）', en: 'the row of a text is gone; erasing leaves it, empty' },
  'text-differs': { zh: '原文与事件中的承诺值不符', en: 'the text is not the one the event commits to' },
  'not-told-yet': {
    zh: '尚未送达：非工作时间不打扰，岗位空缺时无人可告',
    en: 'not told yet: nobody is told outside working hours, and of a vacant seat there is nobody to tell',
  },
  'waiting-for-worker': {
    zh: '已到时刻，等待 worker 处理：worker 和 Temporal 是否在运行',
    en: 'its moment has passed, it waits for the worker: do worker and Temporal run?',
  },
} as const satisfies Record<string, Words>;

export type FindingCode = keyof typeof FINDINGS;
