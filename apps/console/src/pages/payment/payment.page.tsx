import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Col, Flex, Popconfirm, Row, Table, Tag, Typography, Upload } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { api, newKey, read, type Schemas } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { upload } from '../../api/upload.js';
import { period } from '../../format/dates.js';
import { yuan } from '../../format/money.js';
import { useWords } from '../../format/words.js';
import { useMe } from '../../frame/session.js';
import { Answered } from '../../parts/answer.js';
import { PageHead } from '../../parts/page-head.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useProgrammes } from '../../reference/programmes.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { measures } from '../../theme/tokens.js';
import { Lines } from './lines.js';
import { texts } from './texts.js';

type Batch = Schemas['BatchDetailView'];
/** The worker goes on with a batch by itself: freezing, files, settling. */
const LOOK_EVERY_MS = 2_000;

export default function PaymentPage() {
  const { id = '' } = useParams();
  const batch = useQuery({ ...read('/api/v1/payment-batches/{id}', { path: { id } }), refetchInterval: LOOK_EVERY_MS });
  return <Answered query={batch}>{(found) => <Shown batch={found} />}</Answered>;
}

function Shown({ batch }: { batch: Batch }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const words = useWords();
  const navigate = useNavigate();
  const programmes = useProgrammes();
  return (
    <>
      <PageHead
        title={
          <Flex gap="small" align="center" wrap>
            {programmes.title(batch.programme)} · {period(batch.period, language)}{' '}
            <Tag>{words('batch', batch.phase)}</Tag>
          </Flex>
        }
        about={t.about(batch.count, yuan(batch.totalFen), batch.createdByName)}
      >
        <Button onClick={() => navigate('/payments')}>{t.back}</Button>
      </PageHead>
      <Flex vertical gap={measures.gap}>
        <Commands batch={batch} />
        {batch.excluded.length > 0 && (
          <Alert
            type="warning"
            showIcon
            title={t.excluded(batch.excluded.length)}
            description={
              <Flex wrap gap="small">
                {batch.excluded.map(({ application, name }) => (
                  <Link key={application} to={`/applications/${application}`}>
                    {name}
                  </Link>
                ))}
              </Flex>
            }
          />
        )}
        <Row gutter={[measures.gap, measures.gap]}>
          <Col xs={24} xl={10}>
            <Schools batch={batch} />
          </Col>
          <Col xs={24} xl={14}>
            <Banks batch={batch} />
          </Col>
        </Row>
        <Lines batch={batch.id} version={batch.version} />
      </Flex>
    </>
  );
}

/** What the server lets this person do with the batch now: never the release of one they made themselves. */
function Commands({ batch: { id, totalFen, commands } }: { batch: Batch }) {
  const t = useTexts(texts);
  const path = { params: { path: { id } } };
  const release = useCommand(() =>
    api.POST('/api/v1/payment-batches/{id}/release', {
      ...path,
      headers: { 'idempotency-key': newKey() },
      body: { totalFen },
    }),
  );
  const cancel = useCommand(() =>
    api.POST('/api/v1/payment-batches/{id}/cancel', { ...path, headers: { 'idempotency-key': newKey() }, body: {} }),
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
            onConfirm={() => release.mutate(undefined)}
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

function Schools({ batch: { schools } }: { batch: Batch }) {
  const t = useTexts(texts);
  return (
    <Card size="small" title={t.schools}>
      <Table<Schemas['BatchSchoolView']>
        size="small"
        rowKey="school"
        pagination={false}
        dataSource={schools}
        columns={[
          { title: t.school, dataIndex: 'name' },
          { title: t.children, dataIndex: 'children', align: 'right' },
          { title: t.amount, align: 'right', render: (_, { totalFen }) => yuan(totalFen) },
        ]}
      />
    </Card>
  );
}

function Banks({ batch: { id, banks } }: { batch: Batch }) {
  const t = useTexts(texts);
  const words = useWords();
  const role = useMe().data?.post?.role;
  const outcome = (state: 'paid' | 'failed' | 'unknown' | 'pending') => ({
    title: words('line', state),
    dataIndex: state,
    align: 'right' as const,
  });
  return (
    <Card size="small" title={t.banks}>
      <Table<Schemas['BatchBankView']>
        size="small"
        rowKey="bank"
        pagination={false}
        dataSource={banks}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: <Typography.Text type="secondary">{t.filesLater}</Typography.Text> }}
        columns={[
          { title: t.bank, dataIndex: 'bank' },
          { title: t.count, dataIndex: 'lines', align: 'right' },
          { title: t.amount, align: 'right', render: (_, { totalFen }) => yuan(totalFen) },
          outcome('paid'),
          outcome('failed'),
          outcome('unknown'),
          outcome('pending'),
          ...(role === 'finance'
            ? [
                {
                  title: t.file,
                  render: (_: unknown, { bank, file }: Schemas['BatchBankView']) => (
                    <a href={`/api/v1/payment-batches/${id}/bank-files/${encodeURIComponent(bank)}`} download={file}>
                      {t.download}
                    </a>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Card>
  );
}
