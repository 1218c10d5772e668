import { Button, Flex } from 'antd';
import { useState } from 'react';
import { useTexts } from '../../text/language.js';
import { ConfirmDialog, SendBackDialog } from './head-dialogs.js';
import type { Submission } from './submissions.page.js';
import { texts } from './texts.js';

type Command = Submission['availableCommands'][number];
/** What the head does with what the clerk prepared. */
const HEADS: readonly Command[] = ['ConfirmSubmission', 'SendBackSubmission'];

export const asksHead = ({ availableCommands }: Submission): boolean =>
  availableCommands.some((command) => HEADS.includes(command));

/** Exactly what the server says may be done now. */
export function HeadActions({ submission }: { submission: Submission }) {
  const t = useTexts(texts);
  const [asking, setAsking] = useState<Command | null>(null);
  const close = () => setAsking(null);
  const may = (command: Command) => submission.availableCommands.includes(command);
  return (
    <Flex gap="small" wrap>
      {may('ConfirmSubmission') && (
        <Button type="primary" onClick={() => setAsking('ConfirmSubmission')}>
          {t.confirm}
        </Button>
      )}
      {may('SendBackSubmission') && <Button onClick={() => setAsking('SendBackSubmission')}>{t.sendBack}</Button>}
      {asking === 'ConfirmSubmission' && <ConfirmDialog submission={submission} onClose={close} />}
      {asking === 'SendBackSubmission' && <SendBackDialog submission={submission} onClose={close} />}
    </Flex>
  );
}
