import { useQuery } from '@tanstack/react-query';
import { Button, Descriptions, Flex, Modal, Typography } from 'antd';
import { read, type Schemas } from '../../api/client.js';
import { moment } from '../../format/dates.js';
import { Answered } from '../../parts/answer.js';
import { useTexts } from '../../text/language.js';
import { Hear } from './hear.js';
import { Resolve } from './resolve.js';
import { texts } from './texts.js';

/** What was said and by whom, and what the server lets this person do about it. It is read once: reading is recorded. */
export function ObjectionDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTexts(texts);
  const objection = useQuery({
    ...read('/api/v1/objections/{id}', { path: { id } }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    meta: { live: false },
  });
  return (
    <Modal open title={t.detail} footer={<Button onClick={onClose}>{t.close}</Button>} onCancel={onClose} width={640}>
      <Answered query={objection}>{(found) => <Shown objection={found} onDone={onClose} />}</Answered>
    </Modal>
  );
}

function Shown({ objection, onDone }: { objection: Schemas['ObjectionDetailView']; onDone: () => void }) {
  const t = useTexts(texts);
  const { at, schoolName, name, text, contact, state, availableCommands } = objection;
  const may = (command: (typeof availableCommands)[number]) => availableCommands.includes(command);
  return (
    <Flex vertical gap="middle">
      <Descriptions
        size="small"
        column={1}
        items={[
          { key: 'state', label: t.state, children: t[state] },
          { key: 'at', label: t.at, children: moment(at) },
          { key: 'school', label: t.school, children: schoolName },
          { key: 'child', label: t.child, children: name ?? t.childUnknown },
          { key: 'said', label: t.said, children: <span style={{ whiteSpace: 'pre-wrap' }}>{text ?? t.erased}</span> },
          { key: 'contact', label: t.contact, children: contact ?? t.erased },
        ]}
        styles={{ label: { width: 120 } }}
      />
      <Typography.Text type="secondary">{t.recorded}</Typography.Text>
      {(may('ConfirmObjection') || may('SetAsideObjection')) && <Hear objection={objection} onDone={onDone} />}
      {may('ResolveObjection') && <Resolve id={objection.id} onDone={onDone} />}
    </Flex>
  );
}
