import { catalogue } from '../text/catalogue.js';

export const interruptedTexts = catalogue({
  overTitle: { zh: '登录已失效', en: 'Your session has ended' },
  over: {
    zh: (_name: string, _seat: string) => '请重新登录，本页已填写的内容不会丢失。',
    en: (_name: string, _seat: string) => 'Sign in again: what you entered on this page is kept.',
  },
  elsewhereTitle: { zh: '已在另一个窗口换了身份或岗位', en: 'Another window acts as somebody else' },
  elsewhere: {
    zh: (name: string, seat: string) =>
      `本页是${name}（${seat}）打开的，现在登录的已不是这个身份。为免以错误的身份办理，本页已暂停，刚才的操作没有办理；已填写的内容仍在。`,
    en: (name: string, seat: string) =>
      `This page was opened by ${name} (${seat}), who is no longer signed in. So that nothing is done under the wrong name it has stopped; what you just did was not carried out, and what you entered is kept.`,
  },
  goOn: { zh: '以现在登录的身份继续', en: 'Go on as who is signed in now' },
  or: { zh: '或者用本页原来的身份重新登录', en: 'or sign in again as before' },
});
