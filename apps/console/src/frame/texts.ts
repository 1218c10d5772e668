import { catalogue } from '../text/catalogue.js';

export const texts = catalogue({
  product: { zh: '助到', en: 'Zhudao' },
  slogan: { zh: '学生资助审批与发放', en: 'Student subsidies, from school to paid' },
  signIn: { zh: '登录', en: 'Sign in' },
  login: { zh: '账号', en: 'Login' },
  password: { zh: '密码', en: 'Password' },
  required: { zh: '请填写', en: 'Please fill in' },
  demo: { zh: '演示：选一个人的身份进入，不用密码', en: 'Demonstration: step into a person, no password' },
  stepInto: {
    zh: (office: string, role: string, name: string) => `以${office} ${role} ${name} 身份进入`,
    en: (office: string, role: string, name: string) => `Enter as ${name}, ${role}, ${office}`,
  },
  signOut: { zh: '退出登录', en: 'Sign out' },
  post: { zh: '当前岗位', en: 'Post you act in' },
  postEnded: {
    zh: '您原来的岗位已结束，请选择另一个岗位。',
    en: 'The post you acted in has ended; choose another one.',
  },
  otherLanguage: { zh: 'English', en: '中文' },
  inbox: { zh: '消息', en: 'Messages' },
  unread: { zh: (count: string) => `${count} 条未读消息`, en: (count: string) => `${count} unread messages` },
  menu: { zh: '菜单', en: 'Menu' },
  skip: { zh: '跳到正文', en: 'Skip to the content' },
  nothingForYou: { zh: '您当前的岗位暂无可用页面', en: 'There is no page for your present post yet' },
});
