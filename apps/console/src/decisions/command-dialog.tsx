import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Form, Modal } from 'antd';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { read, type Schemas } from '../api/client.js';
import { useKeyedCommand } from '../api/command.js';
import { Answered } from '../parts/answer.js';
import { ProblemNotice } from '../parts/problem.js';
import { useTexts } from '../text/language.js';
import { CommandFields } from './command-fields.js';
import { COMMANDS, type CommandName, giveCommand, type Values } from './commands.js';
import { draftOf, dropDraft, keepDraft } from './drafts.js';
import { texts } from './texts.js';

interface Props {
  readonly command: CommandName;
  readonly application: string;
  /** The revision of what the person saw when they chose to decide. */
  readonly revision: number;
  readonly title: string;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

/** One command on one application: asks what the command needs, gives it, and keeps the words where it was refused. */
export function CommandDialog({ command, application, revision, title, onClose, onDone }: Props) {
  const t = useTexts(texts);
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const about = `${application} ${command}`;
  const detail = useQuery(read('/api/v1/applications/{id}', { path: { id: application } }));
  const give = useKeyedCommand((values: Values, key) => giveCommand(command, application, revision, values, key));
  const finish = (values: Values) =>
    give.mutate(values, {
      onSuccess: () => {
        dropDraft(about);
        void message.success(`${title} · ${t[command]}`);
        onClose();
        onDone?.();
      },
    });
  const giveButton = useRef<HTMLButtonElement>(null);
  const ready = detail.data !== undefined;
  // Decided elsewhere while the dialog is open: said at once, not only when it is refused. The words stay to be copied.
  const moved = !give.isPending && !give.error && detail.data !== undefined && isMoved(detail.data, command, revision);
  // Whoever decides by keyboard approves with one more key; a return or rejection first wants its reason.
  const focus = () => ready && command === 'approve' && giveButton.current?.focus();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when there is something to decide on.
  useEffect(() => void focus(), [ready]);
  const submitOnCtrlEnter = ({ key, ctrlKey, metaKey }: KeyboardEvent) => {
    if (key === 'Enter' && (ctrlKey || metaKey)) form.submit();
  };
  const footer = [
    <Button key="cancel" onClick={onClose}>
      {t.cancel}
    </Button>,
    <Button
      key="give"
      ref={giveButton}
      type="primary"
      danger={command === 'reject'}
      loading={give.isPending}
      disabled={!ready}
      onClick={form.submit}
    >
      {t[command]}
    </Button>,
  ];
  return (
    <Modal
      open
      title={`${t[command]} · ${title}`}
      footer={footer}
      onCancel={onClose}
      afterOpenChange={focus}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={draftOf(about)}
        onValuesChange={(_, all) => keepDraft(about, all)}
        onFinish={finish}
        onKeyDown={submitOnCtrlEnter}
      >
        <Answered query={detail}>
          {({ programme, returned, subject }) => (
            <CommandFields
              name={command}
              choices={programme}
              returned={returned ? { items: returned.items, onFile: subject } : undefined}
            />
          )}
        </Answered>
      </Form>
      {moved && <Alert type="warning" showIcon role="alert" title={t.moved} />}
      <ProblemNotice error={give.error} />
    </Modal>
  );
}

/** No longer what the person saw when they chose to decide: another revision, or nothing to decide any more. */
const isMoved = (now: Schemas['ApplicationView'], command: CommandName, revision: number): boolean =>
  now.revision !== revision || !now.availableCommands.includes(COMMANDS[command].type);
