import { Empty, Flex, Table, Typography } from 'antd';
import { Link } from 'react-router';
import { api, type Schemas } from '../../api/client.js';
import { yuan } from '../../format/money.js';
import { useWords } from '../../format/words.js';
import { DueTag } from '../../parts/due-tag.js';
import { Pages, usePages } from '../../parts/pages.js';
import { useProgrammes } from '../../reference/programmes.js';
import { useTexts } from '../../text/language.js';
import type { LookingAt } from './looking-at.js';
import { texts } from './texts.js';

type Task = Schemas['WatchedTaskView'];
const PATH = '/api/v1/supervision/tasks';
const PAGE = 100;

/** The cases a figure counts, what is due first at the top. What may be done about one is on its own page. */
export function TaskList({ at: { due = 'open', office, role, person } }: { at: LookingAt }) {
  const t = useTexts(texts);
  const words = useWords();
  const programmes = useProgrammes();
  const query = { due, office, role, person };
  const pages = usePages([PATH, query], async (cursor, signal) => {
    const { data } = await api.GET(PATH, { params: { query: { ...query, cursor, limit: PAGE } }, signal });
    return data!;
  });
  return (
    <Pages pages={pages}>
      {(tasks) => (
        <Table<Task>
          size="middle"
          rowKey="application"
          dataSource={tasks}
          pagination={false}
          locale={{ emptyText: <Empty description={t.noTasks} /> }}
          columns={[
            {
              title: t.child,
              render: (_, { application, name, schoolName }) => (
                <Flex vertical align="start">
                  <Link to={`/applications/${application}`}>{name}</Link>
                  <Typography.Text type="secondary">{schoolName}</Typography.Text>
                </Flex>
              ),
            },
            { title: t.programme, responsive: ['lg'], render: (_, { programme }) => programmes.title(programme) },
            {
              title: t.with,
              responsive: ['md'],
              render: (_, { officeName, role: of, stage }) => (
                <Flex vertical>
                  {`${officeName} · ${words('role', of)}`}
                  <Typography.Text type="secondary">{programmes.stage(stage)}</Typography.Text>
                </Flex>
              ),
            },
            { title: t.amount, align: 'right', responsive: ['lg'], render: (_, { amountFen }) => yuan(amountFen) },
            {
              title: t.due,
              render: (_, { dueAt, stopped, reminded }) => (
                <Flex vertical align="start" gap={2}>
                  <DueTag at={dueAt} stopped={stopped} />
                  {reminded > 0 && <Typography.Text type="secondary">{t.reminded(reminded)}</Typography.Text>}
                </Flex>
              ),
            },
          ]}
        />
      )}
    </Pages>
  );
}
