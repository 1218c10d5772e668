/** Short titles by HTTP status. */
export const PROBLEM_TITLES: Readonly<Record<number, { readonly zh: string; readonly en: string }>> = {
  400: { zh: '请求不正确', en: 'Bad request' },
  401: { zh: '需要登录', en: 'Not signed in' },
  403: { zh: '不能办理', en: 'Not allowed' },
  404: { zh: '没有找到', en: 'Not found' },
  409: { zh: '状态已变化', en: 'Conflict with the current state' },
  413: { zh: '内容过大', en: 'Too large' },
  415: { zh: '格式不支持', en: 'Unsupported media type' },
  422: { zh: '不符合规定', en: 'Not acceptable under the rules' },
  429: { zh: '请稍后再试', en: 'Too many attempts' },
  500: { zh: '系统出错', en: 'Internal fault' },
  503: { zh: '暂时不可用', en: 'Unavailable' },
};
