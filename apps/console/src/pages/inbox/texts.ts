import { catalogue } from '../../text/catalogue.js';

export const texts = catalogue({
  title: { zh: '消息', en: 'Messages' },
  readAll: { zh: '全部标为已读', en: 'Mark all as read' },
  unreadOnly: { zh: '只看未读', en: 'Unread only' },
  none: {
    zh: '没有消息。催办、退回等通知会列在这里。',
    en: 'No messages. Reminders, returns and the like are listed here.',
  },
  open: { zh: '去查看', en: 'Open it' },
  unread: { zh: '未读', en: 'unread' },
});
