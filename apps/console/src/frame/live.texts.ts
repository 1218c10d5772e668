import { catalogue } from '../text/catalogue.js';

export const liveTexts = catalogue({
  away: {
    zh: '与服务器的连接中断，正在重新连接。已填写的内容仍在本页。',
    en: 'The connection to the server broke; connecting again. What you entered is still on this page.',
  },
});
