import { Flex, Table, Tag } from 'antd';
import { Link } from 'react-router';
import { api, type Schemas } from '../../api/client.js';
import { yuan } from '../../format/money.js';
import { useWords } from '../../format/words.js';
import { Pages, usePages } from '../../parts/pages.js';
import { useTexts } from '../../text/language.js';
import { texts } from './texts.js';

type Listed = Schemas['SubmittedApplicationView'];
const PATH = '/api/v1/submissions/{id}/applications';
const PAGE = 100;

/** Whom a submission holds, and where each is. */
export function Contents({ submission, phases }: { submission: string; phases: Record<string, number> }) {
  const t = useTexts(texts);
  const words = useWords();
  const pages = usePages<Listed>([PATH, submission], async (cursor, signal) => {
    const params = { path: { id: submission }, query: { cursor, limit: PAGE } };
    return (await api.GET(PATH, { params, signal })).data!;
  });
  return (
    <Flex vertical gap="small">
      <Flex wrap gap="small">
        {Object.entries(phases).map(([phase, count]) => (
          <Tag key={phase}>
            {words('phase', phase)} {count}
          </Tag>
        ))}
      </Flex>
      <Pages pages={pages}>
        {(list) => (
          <Table<Listed>
            size="small"
            rowKey="id"
            dataSource={list}
            pagination={false}
            columns={[
              { title: t.child, render: (_, { id, name }) => <Link to={`/applications/${id}`}>{name}</Link> },
              { title: t.state, render: (_, { phase }) => words('phase', phase) },
              { title: t.flagged, render: (_, { flags }) => flags.map((flag) => words('flag', flag)).join('、') },
              { title: t.total, align: 'right', render: (_, { amountFen }) => yuan(amountFen) },
            ]}
          />
        )}
      </Pages>
    </Flex>
  );
}
