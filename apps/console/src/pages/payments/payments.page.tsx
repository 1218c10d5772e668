import { Empty, Flex, Table, Tag } from 'antd';
import { Link } from 'react-router';
import { api, type Schemas } from '../../api/client.js';
import { moment, period } from '../../format/dates.js';
import { yuan } from '../../format/money.js';
import { useWords } from '../../format/words.js';
import { useMe } from '../../frame/session.js';
import { PageHead } from '../../parts/page-head.js';
import { Pages, usePages } from '../../parts/pages.js';
import { useProgrammes } from '../../reference/programmes.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { measures } from '../../theme/tokens.js';
import { CreateBatch } from './create-batch.js';
import { texts } from './texts.js';
import { titleTexts } from './title.texts.js';

type Batch = Schemas['BatchView'];
const PATH = '/api/v1/payment-batches';
const PAGE = 50;

/** Payment batches, newest first; finance makes them. */
export default function PaymentsPage() {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const words = useWords();
  const programmes = useProgrammes();
  const role = useMe().data?.post?.role;
  const pages = usePages<Batch>(
    [PATH, 'pages'],
    async (cursor, signal) => (await api.GET(PATH, { params: { query: { cursor, limit: PAGE } }, signal })).data!,
  );
  return (
    <>
      <PageHead title={titleTexts.title[language]} />
      <Flex vertical gap={measures.gap}>
        {role === 'finance' && <CreateBatch />}
        <Pages pages={pages}>
          {(list) => (
            <Table<Batch>
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
        </Pages>
      </Flex>
    </>
  );
}
