import { useQuery } from '@tanstack/react-query';
import { Empty, Flex, Table, Tag } from 'antd';
import { Link } from 'react-router';
import { read, type Schemas } from '../../api/client.js';
import { moment, period } from '../../format/dates.js';
import { yuan } from '../../format/money.js';
import { useWords } from '../../format/words.js';
import { useMe } from '../../frame/session.js';
import { Answered } from '../../parts/answer.js';
import { PageHead } from '../../parts/page-head.js';
import { useProgrammes } from '../../reference/programmes.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { measures } from '../../theme/tokens.js';
import { CreateBatch } from './create-batch.js';
import { texts } from './texts.js';
import { titleTexts } from './title.texts.js';

/** Payment batches, newest first; finance makes them. */
export default function PaymentsPage() {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const words = useWords();
  const programmes = useProgrammes();
  const role = useMe().data?.post?.role;
  const batches = useQuery(read('/api/v1/payment-batches', { query: { limit: 100 } }));
  return (
    <>
      <PageHead title={titleTexts.title[language]} />
      <Flex vertical gap={measures.gap}>
        {role === 'finance' && <CreateBatch />}
        <Answered query={batches}>
          {(list) => (
            <Table<Schemas['BatchView']>
              size="middle"
              rowKey="id"
              pagination={false}
              dataSource={list}
              locale={{ emptyText: <Empty description={t.none} /> }}
              columns={[
                {
                  title: t.batch,
                  render: (_, each) => (
                    <Link to={`/payments/${each.id}`}>
                      {programmes.title(each.programme)} · {period(each.period, language)}
                    </Link>
                  ),
                },
                { title: t.state, render: (_, { phase }) => <Tag>{words('batch', phase)}</Tag> },
                { title: t.count, dataIndex: 'count', align: 'right' },
                { title: t.total, align: 'right', render: (_, { totalFen }) => yuan(totalFen) },
                { title: t.by, responsive: ['md'], dataIndex: 'createdByName' },
                { title: t.at, responsive: ['lg'], render: (_, { lastAt }) => moment(lastAt) },
              ]}
            />
          )}
        </Answered>
      </Flex>
    </>
  );
}
