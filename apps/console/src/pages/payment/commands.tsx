import { Alert, Button, Flex, Popconfirm, Upload } from 'antd';
import { api, type Schemas } from '../../api/client.js';
import { useCommand, useKeyedCommand } from '../../api/command.js';
import { upload } from '../../api/upload.js';
import { yuan } from '../../format/money.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useTexts } from '../../text/language.js';
import { texts } from './texts.js';

type Batch = Schemas['BatchDetailView'];

/** What the server lets this person do with the batch now: never the release of one they made themselves. */
export function Commands({ batch: { id, totalFen, commands } }: { batch: Batch }) {
  const t = useTexts(texts);
  const path = { params: { path: { id } } };
  const release = useKeyedCommand((body: { totalFen: number }, key) =>
    api.POST('/api/v1/payment-batches/{id}/release', {
      ...path,
      headers: { 'idempotency-key': key },
      body,
    }),
  );
  const cancel = useKeyedCommand((_: undefined, key) =>
    api.POST('/api/v1/payment-batches/{id}/cancel', { ...path, headers: { 'idempotency-key': key }, body: {} }),
  );
  const takeReturn = useCommand((file: File) =>
    upload<Schemas['ReturnTakenView']>(`/api/v1/payment-batches/${id}/return-files`, file),
  );
  const may = (command: string) => commands.includes(command);
  const { data: taken } = takeReturn;
  return (
    <>
      <Flex wrap gap="small">
        {may('ReleasePaymentBatch') && (
          <Popconfirm
            title={t.releaseSure(yuan(totalFen))}
            okText={t.yes}
            cancelText={t.no}
            onConfirm={() => release.mutate({ totalFen })}
          >
            <Button type="primary" loading={release.isPending}>
              {t.release}
            </Button>
          </Popconfirm>
        )}
        {may('TakeReturnFile') && (
          <Upload
            accept=".csv"
            showUploadList={false}
            beforeUpload={(file) => {
              takeReturn.mutate(file);
              return false;
            }}
          >
            <Button type="primary" loading={takeReturn.isPending}>
              {t.takeReturn}
            </Button>
          </Upload>
        )}
        {may('CancelPaymentBatch') && (
          <Popconfirm title={t.cancelSure} okText={t.yes} cancelText={t.no} onConfirm={() => cancel.mutate(undefined)}>
            <Button danger loading={cancel.isPending}>
              {t.cancel}
            </Button>
          </Popconfirm>
        )}
      </Flex>
      {taken && <Alert type="success" showIcon title={t.taken(taken.bank, taken.paid, taken.failed, taken.unknown)} />}
      <ProblemNotice error={release.error ?? cancel.error ?? takeReturn.error} />
    </>
  );
}

/** Money needs two persons: whoever waits for the second reads who that can be. */
export function WhoReleases({ batch: { commands, mayRelease, steps } }: { batch: Batch }) {
  const t = useTexts(texts);
  const counted = steps.some(({ event }) => event === 'PaymentBatchFrozen');
  const over = steps.some(({ event }) => event === 'PaymentBatchReleased' || event === 'PaymentBatchCancelled');
  if (!counted || over || commands.includes('ReleasePaymentBatch')) return null;
  return (
    <Alert
      type={mayRelease.length > 0 ? 'info' : 'warning'}
      showIcon
      title={mayRelease.length > 0 ? t.releasedBy(mayRelease.join('、')) : t.nobodyReleases}
    />
  );
}
