import { useQuery } from '@tanstack/react-query';
import { Alert, Flex, Form, Modal, Typography } from 'antd';
import { api, read, type Schemas } from '../api/client.js';
import { useKeyedCommand } from '../api/command.js';
import { signedYuan, yuan } from '../format/money.js';
import { ProblemNotice } from '../parts/problem.js';
import { useProgrammes } from '../reference/programmes.js';
import { useTexts } from '../text/language.js';
import { bulkTexts } from './bulk.texts.js';
import { CommandFields } from './command-fields.js';
import type { Values } from './commands.js';
import { Refused } from './refused.js';
import { texts } from './texts.js';

export interface BulkOrder {
  readonly command: Schemas['BulkDecisionDto']['command'];
  /** The one programme of all that is selected; null where they have several, or the command needs none. */
  readonly programme: string | null;
  readonly selection: Schemas['SelectionDto'];
}

interface Props {
  readonly order: BulkOrder;
  readonly onClose: () => void;
  readonly onStarted: (bulk: string) => void;
}

const post = async (body: Schemas['BulkDecisionDto'], key: string) =>
  (await api.POST('/api/v1/bulk-decisions', { params: { header: { 'Idempotency-Key': key } }, body })).data!;
const LOOK_EVERY_MS = 500;

/** Many at once, in two steps: what would happen to each and why not; then, if it is meant, the same for real. */
export function BulkDialog({ order, onClose, onStarted }: Props) {
  const t = { ...useTexts(texts), ...useTexts(bulkTexts) };
  const [form] = Form.useForm<Values>();
  const programmes = useProgrammes();
  const programme = order.programme ? programmes.find(order.programme) : undefined;
  const impossible = order.command !== 'approve' && !programme;
  const request = (): Schemas['BulkDecisionDto'] => ({
    command: order.command,
    selection: order.selection,
    ...form.getFieldsValue(),
  });
  const preview = useKeyedCommand(post);
  const execute = useKeyedCommand(post);
  const seen = usePreview(preview.data);
  const ok = seen ? () => execute.mutate(request(), { onSuccess: ({ id }) => onStarted(id) }) : () => form.submit();
  return (
    <Modal
      open
      title={`${t.bulk} · ${t[order.command]}`}
      okText={seen ? t.execute(seen.accepted) : t.preview}
      cancelText={seen ? t.back : t.cancel}
      okButtonProps={{
        loading: preview.isPending || execute.isPending || (preview.data && !seen),
        disabled: impossible || seen?.accepted === 0,
        danger: Boolean(seen) && order.command === 'reject',
      }}
      onOk={ok}
      cancelButtonProps={{ onClick: () => (seen ? preview.reset() : onClose()) }}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={() => preview.mutate({ ...request(), preview: true })}
        hidden={Boolean(seen)}
      >
        <Typography.Paragraph type="secondary">{t.previewHelp}</Typography.Paragraph>
        {impossible ? (
          <Alert type="warning" showIcon title={t.severalProgrammes} />
        ) : (
          <CommandFields name={order.command} choices={programme ?? NO_CHOICES} />
        )}
      </Form>
      {seen && (
        <Flex vertical gap="middle">
          <Alert
            type="success"
            showIcon
            title={t.wouldBe(seen.accepted, yuan(seen.acceptedFen))}
            description={seen.accepted > 0 && <Compared preview={seen} />}
          />
          {seen.refused > 0 && (
            <>
              <Alert type="warning" showIcon title={t.wouldNot(seen.refused)} />
              <Refused bulk={seen.id} />
            </>
          )}
        </Flex>
      )}
      <ProblemNotice error={preview.error ?? execute.error} />
    </Modal>
  );
}

/** A preview of very many is worked out in the background, like a bulk itself. */
function usePreview(started?: Schemas['BulkView']): Schemas['BulkView'] | undefined {
  const later = useQuery({
    ...read('/api/v1/bulk-decisions/{id}', { path: { id: started?.id ?? '' } }),
    enabled: started?.state === 'running',
    refetchInterval: ({ state }) => (state.data?.state === 'done' ? false : LOOK_EVERY_MS),
  });
  return [started, later.data].find((each) => each?.state === 'done');
}

function Compared({ preview: { accepted, acceptedFen, lastPeriod } }: { preview: Schemas['BulkView'] }) {
  const t = useTexts(bulkTexts);
  if (!lastPeriod) return null;
  const { children, totalFen } = lastPeriod;
  return children === 0
    ? t.nothingLastPeriod
    : t.thanLastPeriod(accepted - children, signedYuan(acceptedFen - totalFen));
}

const NO_CHOICES = { rejectReasons: [], correctableItems: [] };
