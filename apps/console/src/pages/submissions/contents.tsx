import { useQuery } from '@tanstack/react-query';
import { Flex, Table, Tag } from 'antd';
import { Link } from 'react-router';
import { read, type Schemas } from '../../api/client.js';
import { yuan } from '../../format/money.js';
import { useWords } from '../../format/words.js';
import { Answered } from '../../parts/answer.js';
import { useTexts } from '../../text/language.js';
import { texts } from './texts.js';

/** Whom a submission holds, and where each is. */
export function Contents({ submission, phases }: { submission: string; phases: Record<string, number> }) {
  const t = useTexts(texts);
  const words = useWords();
  const contents = useQuery(
    read('/api/v1/submissions/{id}/applications', { path: { id: submission }, query: { limit: 500 } }),
  );
  return (
    <Flex vertical gap="small">
      <Flex wrap gap="small">
        {Object.entries(phases).map(([phase, count]) => (
          <Tag key={phase}>
            {words('phase', phase)} {count}
          </Tag>
        ))}
      </Flex>
      <Answered query={contents}>
        {(list) => (
          <Table<Schemas['SubmittedApplicationView']>
            size="small"
            rowKey="id"
            dataSource={list}
            pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
            columns={[
              { title: t.child, render: (_, { id, name }) => <Link to={`/applications/${id}`}>{name}</Link> },
              { title: t.state, render: (_, { phase }) => words('phase', phase) },
              { title: t.flagged, render: (_, { flags }) => flags.map((flag) => words('flag', flag)).join('、') },
              { title: t.total, align: 'right', render: (_, { amountFen }) => yuan(amountFen) },
            ]}
          />
        )}
      </Answered>
    </Flex>
  );
}
