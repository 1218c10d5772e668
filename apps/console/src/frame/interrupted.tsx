import { useQueryClient } from '@tanstack/react-query';
import { Button, Divider, Modal, Typography } from 'antd';
import { read } from '../api/client.js';
import type { Interruption } from '../api/query-client.js';
import { useWords } from '../format/words.js';
import { useTexts } from '../text/language.js';
import { interruptedTexts } from './interrupted.texts.js';
import { SignInForm } from './sign-in-form.js';

const ME = read('/api/v1/me').queryKey;

/**
 * A session that ended under an open page, or that another tab took over: the page stays behind with all that was typed,
 * and goes on once its own person has signed in again.
 */
export default function Interrupted({ why, onBack }: { why: Interruption; onBack: () => void }) {
  const t = useTexts(interruptedTexts);
  const words = useWords();
  const queries = useQueryClient();
  const me = queries.getQueryData(ME);
  if (location.pathname === '/sign-in' || !me) return null;
  const { name, login, post } = me;
  // Somebody else has signed in: what lies behind was never theirs to see.
  const isStill = (login: string) => queries.getQueryData(ME)?.login === login;
  const seat = post ? `${post.officeName} ${words('role', post.role)}` : '';
  return (
    <Modal
      open
      title={why === 'over' ? t.overTitle : t.elsewhereTitle}
      footer={null}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
    >
      <Typography.Paragraph>{t[why](name, seat)}</Typography.Paragraph>
      {why === 'elsewhere' && (
        <>
          <Button block size="large" onClick={() => location.assign('/')}>
            {t.goOn}
          </Button>
          <Divider plain>{t.or}</Divider>
        </>
      )}
      <SignInForm login={login} onDone={() => (isStill(login) ? onBack() : location.assign('/'))} />
    </Modal>
  );
}
