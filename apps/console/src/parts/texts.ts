import { catalogue } from '../text/catalogue.js';

export const texts = catalogue({
  unreachable: {
    zh: '暂时连不上服务器，已填写的内容仍在本页，请稍后重试。',
    en: 'The server cannot be reached. What you entered is still on this page; try again shortly.',
  },
  unexpected: {
    zh: '页面出错了，请重试；如仍出错，请把下面的编号告诉管理员。',
    en: 'Something went wrong on this page. Try again; if it stays, tell your administrator the number below.',
  },
  requestId: { zh: (id: string) => `请求编号 ${id}`, en: (id: string) => `Request id ${id}` },
  retry: { zh: '重试', en: 'Try again' },
  missing: { zh: '没有这个页面', en: 'There is no such page' },
  missingWhy: { zh: '地址可能不完整，或这一页已经不在了。', en: 'The address may be incomplete, or the page is gone.' },
  home: { zh: '回到首页', en: 'Go to the first page' },
  more: { zh: '加载更多', en: 'Load more' },
});
