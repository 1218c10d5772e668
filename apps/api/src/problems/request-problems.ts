import { type ProblemEntry, problem } from './entry.js';

/** What the API refuses before the law is asked. */
export const REQUEST_PROBLEMS = {
  'AUTH.NOT_SIGNED_IN': problem(401, '请先登录。', 'Sign in first.'),
  'AUTH.SESSION_EXPIRED': problem(401, '登录已过期，请重新登录。', 'Your session has ended. Sign in again.'),
  'AUTH.WRONG_PASSWORD': problem(401, '登录名或密码不正确。', 'Login or password is wrong.'),
  'AUTH.LOCKED': problem(
    429,
    (p) => `登录失败次数过多，请${p.minutes}分钟后再试。`,
    (p) => `Too many failed sign-ins. Try again in ${p.minutes} minute${p.minutes === 1 ? '' : 's'}.`,
  ),
  'AUTH.NO_POST': problem(
    403,
    '您目前没有任何岗位，请联系管理员。',
    'You hold no post at present. Ask your administrator.',
  ),
  'AUTH.FOREIGN_ORIGIN': problem(
    403,
    '请求来自其他网站，已拒绝。',
    'The request came from another website and was refused.',
  ),
  'AUTH.ANOTHER_POST': problem(
    409,
    '您已在另一个窗口换了身份或岗位，本页内容不属于现在的岗位，未办理。',
    'In another window you changed person or post: this page belongs to the one before, and nothing was done.',
  ),
  'ACCESS.NOT_PERMITTED': problem(403, '不允许这样操作。', 'This is not permitted.'),
  'ACCESS.NOT_YOUR_POST': problem(403, '这不是您的岗位。', 'This is not one of your posts.'),
  'REQUEST.INVALID': problem(
    400,
    '请求中有填写不正确的内容，见逐项说明。',
    'Some of what was sent is not right; see each field.',
  ),
  'REQUEST.UNKNOWN_FIELD': problem(
    400,
    '请求中有不认识的字段，见逐项说明。',
    'The request has fields nobody knows; see each field.',
  ),
  'REQUEST.MALFORMED': problem(
    400,
    '请求的内容不完整或格式不对，无法读取。',
    'The body is not well-formed and cannot be read.',
  ),
  'REQUEST.TEXT_INVALID': problem(
    400,
    (p) => `“${p.path}”中含有不能保存的字符（空字符或残缺的字符）。`,
    (p) => `"${p.path}" holds characters that cannot be stored (NUL, or half of a character).`,
  ),
  'REQUEST.TOO_DEEP': problem(400, '请求的内容嵌套过深。', 'The body is nested too deeply.'),
  'REQUEST.CURSOR_INVALID': problem(
    400,
    '分页位置无效，请从第一页重新开始。',
    'The page position is not valid. Start again from the first page.',
  ),
  'REQUEST.KEY_INVALID': problem(
    400,
    '幂等键（Idempotency-Key）应为1到200个可见字符。',
    'An Idempotency-Key has 1 to 200 visible characters.',
  ),
  'REQUEST.TOO_LARGE': problem(413, '内容过大，不能接收。', 'This is too large to be received.'),
  'REQUEST.MEDIA_TYPE': problem(
    415,
    '只接收 JSON（application/json）或文件上传。',
    'Only JSON (application/json) or a file upload is received here.',
  ),
  'REQUEST.ADDRESS_INVALID': problem(400, '地址不正确。', 'The address is not well-formed.'),
  'REQUEST.TOO_MANY': problem(
    429,
    (p) => `操作过于频繁，请${p.seconds ?? 60}秒后再试。`,
    (p) => `Too many requests. Try again in ${p.seconds ?? 60} seconds.`,
  ),
  'REQUEST.REFUSED': problem(400, '请求不能执行。', 'The request cannot be carried out.'),
  'ROUTE.NOT_FOUND': problem(404, '没有这个地址。', 'There is nothing at this address.'),
  'SERVICE.UNAVAILABLE': problem(
    503,
    '系统暂时不可用，请稍后重试；已经提交的决定不会丢失。',
    'The system cannot be reached just now. Try again shortly; no decision is lost.',
  ),
  'SERVICE.FAULT': problem(
    500,
    '系统出错，请将请求编号告诉管理员。',
    'Something went wrong here. Tell your administrator the request id.',
  ),
} as const satisfies Record<string, ProblemEntry>;
