import type { RejectionCode } from '#domain';
import { type ProblemEntry, problem } from './entry.js';
import { commandName, phaseName, roleName, stageName } from './names.js';
import { listed, others, roles, yuan } from './words.js';

/** What the law refuses. */
export const REJECTION_PROBLEMS = {
  'ACCESS.POST_ENDED': problem(
    403,
    '您当前的岗位已经结束，请切换到另一个岗位。',
    'The post you act in has ended. Switch to another of your posts.',
  ),
  'ACCESS.WRONG_ROLE': problem(
    403,
    (p) => `这项操作由${roles(p.role, 'zh')}办理${p.yours ? `，您现在的岗位是${roleName(p.yours, 'zh')}` : ''}。`,
    (p) => `This is done by the ${roles(p.role, 'en')}${p.yours ? `; you act as ${roleName(p.yours, 'en')}` : ''}.`,
  ),
  'ACCESS.WRONG_LEVEL': problem(
    403,
    (p) => `这份申请现由${p.officeName ?? p.office}办理，不在您这一级。`,
    (p) => `This application is with ${p.officeName ?? p.office} now, not at your level.`,
  ),
  'ACCESS.OUT_OF_JURISDICTION': problem(
    403,
    '这份申请不在您单位的管辖范围内。',
    'This lies outside the jurisdiction of your office.',
  ),
  'ACCESS.FOUR_EYES': problem(
    403,
    (p) => `同一份申请不能由同一人在两个环节办理：您已办理过“${stageName(p.earlier, 'zh')}”。${others(p, 'zh')}`,
    (p) =>
      `Nobody acts at two stages of one application: you already acted at "${stageName(p.earlier, 'en')}". ${others(p, 'en')}`,
  ),
  'ACCESS.BARRED_BY_APPEAL': problem(
    403,
    (p) => `申诉须由此前没有办理过的人员复核。${others(p, 'zh')}`,
    (p) => `An appeal is heard by people who have not decided before. ${others(p, 'en')}`,
  ),
  'COMMAND.KEY_REUSED': problem(
    422,
    '这个幂等键（Idempotency-Key）已用于另一个内容不同的请求，请换一个新的键。',
    'This Idempotency-Key was used for a request with other contents. Use a new key.',
  ),
  'COMMAND.INVALID': problem(
    422,
    '请求的内容不能执行，请检查后重试。',
    'The request cannot be carried out as it is. Check its contents.',
  ),
  'STREAM.NOT_FOUND': problem(404, '没有找到，可能地址有误。', 'There is no such thing. Check the address.'),
  'STREAM.EXISTS': problem(409, '已经存在，不能重复建立。', 'It exists already and is not made twice.'),
  'STREAM.REVISION_STALE': problem(
    409,
    (p) => `您查看期间这份申请已有变化${p.change ? `：${p.change}` : ''}。请刷新后再决定。`,
    (p) =>
      `This application changed while you looked at it${p.changeEn ? `: ${p.changeEn}` : ''}. Reload it and decide again.`,
  ),
  'PLAN.MOMENT_NOT_PLANNED': problem(409, '这个时点不在计划之内。', 'This moment is not planned.'),
  'PLAN.MOMENT_NOT_DUE': problem(409, '时间未到。', 'It is not time yet.'),
  'APPLICATION.NOT_AT_THIS_STAGE': problem(
    409,
    (p) =>
      `这份申请现在是“${phaseName(p.phase, 'zh')}”，不能${p.command ? commandName(p.command, 'zh') : '这样办理'}。请刷新查看。`,
    (p) =>
      `This application is "${phaseName(p.phase, 'en')}" now; one cannot ${p.command ? commandName(p.command, 'en') : 'do this'}. Reload it.`,
  ),
  'APPLICATION.ON_HOLD': problem(
    409,
    '这份申请已被暂停办理，恢复后才能继续。',
    'This application is on hold; it goes on once a supervisor resumes it.',
  ),
  'APPLICATION.UNDER_OBJECTION': problem(
    409,
    '公示期间有异议正在核查，处理完毕后才能继续。',
    'An objection is being looked into; this can go on once it is resolved.',
  ),
  'APPLICATION.NOT_ELIGIBLE': problem(
    422,
    (p) => `不符合该资助项目的条件${listed(p.reasonsZh ?? p.reasons, '：', '、')}。`,
    (p) => `The child is not entitled under this programme${listed(p.reasonsEn ?? p.reasons, ': ', ', ')}.`,
  ),
  'APPLICATION.NOT_ENROLLED': problem(
    422,
    (p) =>
      p.enrolledAt
        ? `学籍显示该学生现在${p.enrolledAtName ?? p.enrolledAt}就读，请由就读学校申请。`
        : '学籍中查不到该学生在校，请核对学籍后重试。',
    (p) =>
      p.enrolledAt
        ? `By the school roll the child attends ${p.enrolledAtName ?? p.enrolledAt} now; that school applies.`
        : 'The child is on no school roll. Check the roll first.',
  ),
  'APPLICATION.REASON_UNKNOWN': problem(
    422,
    (p) => `不予通过的理由“${p.reason}”不在该项目的理由清单中，请从清单中选择${listed(p.known, '：', '、')}。`,
    (p) =>
      `"${p.reason}" is not among this programme's reasons for rejection. Choose one${listed(p.known, ': ', ', ')}.`,
  ),
  'APPLICATION.ITEM_UNKNOWN': problem(
    422,
    (p) => `补正项目${listed(p.items, '“', '、')}”不在该项目的清单中，请从清单中选择${listed(p.known, '：', '、')}。`,
    (p) =>
      `${listed(p.items, '', ', ')}: not among the items this programme lets be corrected. Choose from${listed(p.known, ': ', ', ')}.`,
  ),
  'APPLICATION.ITEMS_MISSING': problem(
    422,
    '退回补正须写明要补正哪些内容。',
    'A return must name what is to be corrected.',
  ),
  'APPLICATION.ITEM_NOT_RETURNED': problem(
    422,
    (p) => `只能修改被要求补正的内容，不能修改${listed(p.items, '：', '、')}。`,
    (p) => `Only what was sent back may be changed, not${listed(p.items, ': ', ', ')}.`,
  ),
  'APPLICATION.STAGE_UNKNOWN': problem(422, '审批流程中没有这个环节。', 'There is no such stage on the route.'),
  'APPLICATION.ALREADY_OPENED_BY_NEXT': problem(
    409,
    '下一环节已经查阅，不能收回。',
    'The next office has opened it already; it can no longer be recalled.',
  ),
  'APPLICATION.NOT_THE_DECIDER': problem(
    403,
    '只有作出最近一次决定的人可以收回。',
    'Only the person who made the last decision can recall it.',
  ),
  'APPLICATION.ALREADY_APPEALED': problem(
    409,
    '已经申诉过一次，不能再次申诉。',
    'It was appealed once already; there is no second appeal.',
  ),
  'APPLICATION.CARD_MISSING': problem(
    422,
    '没有银行卡号，请补填银行卡或确认使用存折。',
    'There is no bank card on file. Enter one, or confirm a passbook.',
  ),
  'APPLICATION.LIVE_ONE_EXISTS': problem(
    409,
    '该学生本学期在这个项目已有一份有效申请，不能重复申请。',
    'The child has a live application for this programme and period already.',
  ),
  'APPLICATION.NOT_IN_THIS_BATCH': problem(
    409,
    '这份申请不在这个发放批次中。',
    'The application is not in this payment batch.',
  ),
  'APPLICATION.NOT_IN_THIS_SUBMISSION': problem(
    409,
    '这份申请不在这个报送批次中。',
    'The application is not in this submission.',
  ),
  'SUBMISSION.NOT_AT_THIS_STEP': problem(
    409,
    '报送批次现在不能这样办理，请刷新查看。',
    'The submission is not at this step now. Reload it.',
  ),
  'SUBMISSION.EMPTY': problem(422, '没有可以报送的申请。', 'There is no application to hand in.'),
  'SUBMISSION.MEETING_MISSING': problem(
    422,
    '请填写评审小组会议的日期和成员。',
    "Enter the date and the members of the school's review meeting.",
  ),
  'SUBMISSION.WINDOW_NOT_OPEN': problem(409, '还没有到报送时间。', 'The time for handing in has not begun.'),
  'BATCH.NOT_AT_THIS_STEP': problem(
    409,
    '发放批次现在不能这样办理，请刷新查看。',
    'The payment batch is not at this step now. Reload it.',
  ),
  'BATCH.EMPTY': problem(422, '没有等待发放的申请。', 'No application awaits payment.'),
  'BATCH.SECOND_PERSON_NEEDED': problem(
    403,
    (p) =>
      (p.because === 'creator'
        ? '批次是您建立的，须由另一位财务人员复核放行。'
        : '您办理过其中的申请，须由另一位财务人员复核放行。') + others(p, 'zh'),
    (p) =>
      `${
        p.because === 'creator'
          ? 'You made this batch; another finance officer releases it.'
          : 'You decided on applications in this batch; another finance officer releases it.'
      } ${others(p, 'en')}`,
  ),
  'BATCH.TOTAL_DIFFERS': problem(
    409,
    (p) => `您确认的合计与批次现在的合计（${yuan(p.current)}元）不一致，请刷新核对。`,
    (p) => `The total you confirmed differs from the batch's (${yuan(p.current)} yuan). Reload and compare.`,
  ),
  'BATCH.FILE_UNKNOWN': problem(
    422,
    (p) => `这个发放批次现在不等待${p.bank}的回盘${listed(p.banks, '，还在等待：', '、')}。`,
    (p) => `This batch is not waiting for an answer of ${p.bank} now${listed(p.banks, '; it waits for: ', ', ')}.`,
  ),
  'BATCH.PAYMENT_ALREADY_LIVE': problem(
    409,
    '同一项资助已在另一批次中发放，不能重复发放。',
    'The same benefit is being paid in another batch; it is not paid twice.',
  ),
  'BATCH.LINES_DIFFER': problem(
    409,
    (p) => `${p.bank}的文件有${p.sent}笔，而结果共${p.yours}笔，请核对。`,
    (p) => `The file for ${p.bank} has ${p.sent} lines and ${p.yours} were settled. Compare them.`,
  ),
  'BATCH.NOTHING_TO_PAY': problem(
    422,
    '这份申请没有尚未发放的金额。',
    'Nothing of this application is still to be paid.',
  ),
  'BATCH.PAYEE_WITHOUT_ACCOUNT': problem(
    422,
    '学校没有登记公用账户，不能发放。',
    "The school's public account is not on file; it cannot be paid.",
  ),
  'BATCH.ACCOUNT_NOT_A_HOUSEHOLDS': problem(
    422,
    '这一笔付给学校账户；学校账户在机构资料中更正，不在这里填写。',
    "This line pays a school's account, which is corrected in the organisation's data, not here.",
  ),
  'BATCH.RETURN_FILE_FAULTY': problem(
    422,
    (p) => `回盘文件有${p.count}处错误，没有接收${listed(p.faults, '：', ' ')}`,
    (p) => `The return file has ${p.count} faults and was not taken in${listed(p.faults, ': ', ' ')}`,
  ),
  'OBJECTION.NOT_AT_THIS_STEP': problem(
    409,
    '这条异议现在不能这样处理，请刷新查看。',
    'The objection is not at this step now. Reload it.',
  ),
  'OBJECTION.ROW_UNKNOWN': problem(404, '公示名单中没有这一行。', 'There is no such row in the public notice.'),
} as const satisfies Record<RejectionCode, ProblemEntry>;
