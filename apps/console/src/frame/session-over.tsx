import { useQueryClient } from '@tanstack/react-query';
import { Modal, Typography } from 'antd';
import { read } from '../api/client.js';
import { useTexts } from '../text/language.js';
import { SignInForm } from './sign-in-form.js';
import { texts } from './texts.js';

/** A session that ended under an open page: the page stays behind with all that was typed, and goes on afterwards. */
export function SessionOver({ open, onBack }: { open: boolean; onBack: () => void }) {
  const t = useTexts(texts);
  const queries = useQueryClient();
  const me = queries.getQueryData(read('/api/v1/me').queryKey);
  if (location.pathname === '/sign-in' || !me) return null;
  return (
    <Modal
      open={open}
      title={t.sessionOver}
      footer={null}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      destroyOnHidden
    >
      <Typography.Paragraph>{t.sessionOverHelp}</Typography.Paragraph>
      <SignInForm login={me.login} onDone={onBack} />
    </Modal>
  );
}
