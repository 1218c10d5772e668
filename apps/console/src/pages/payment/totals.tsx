import { Card, Table, Typography } from 'antd';
import { Link } from 'react-router';
import type { Schemas } from '../../api/client.js';
import { yuan } from '../../format/money.js';
import { useWords } from '../../format/words.js';
import { useMe } from '../../frame/session.js';
import { useTexts } from '../../text/language.js';
import { texts } from './texts.js';

type Batch = Schemas['BatchDetailView'];
/** `children` of a row are a number here, which antd would take for rows below it. */
export const NO_TREE = { childrenColumnName: 'none' };

/** What each school's children get, and the way to the list they sign. */
export function Schools({ batch: { id, schools } }: { batch: Batch }) {
  const t = useTexts(texts);
  return (
    <Card size="small" title={t.schools}>
      <Table<Schemas['BatchSchoolView']>
        size="small"
        rowKey="school"
        expandable={NO_TREE}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={schools}
        columns={[
          { title: t.school, dataIndex: 'name' },
          { title: t.children, dataIndex: 'children', align: 'right' },
          { title: t.amount, align: 'right', render: (_, { totalFen }) => yuan(totalFen) },
          {
            title: t.signingList,
            render: (_, { school, name }) => (
              <Link to={`/payments/${id}/schools/${school}`} aria-label={t.signingListOf(name)}>
                {t.open}
              </Link>
            ),
          },
        ]}
      />
    </Card>
  );
}

/** What each bank is asked to pay and has answered, with its file. */
export function Banks({ batch: { id, banks } }: { batch: Batch }) {
  const t = useTexts(texts);
  const words = useWords();
  const role = useMe().data?.post?.role;
  const outcome = (state: 'paid' | 'failed' | 'unknown' | 'pending') => ({
    title: words('line', state),
    dataIndex: state,
    align: 'right' as const,
  });
  const file = {
    title: t.file,
    render: (_: unknown, { bank, file: name }: Schemas['BatchBankView']) => (
      <a
        href={`/api/v1/payment-batches/${id}/bank-files/${encodeURIComponent(bank)}`}
        download={name}
        aria-label={t.downloadOf(bank)}
      >
        {t.download}
      </a>
    ),
  };
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
          ...(role === 'finance' ? [file] : []),
        ]}
      />
    </Card>
  );
}
