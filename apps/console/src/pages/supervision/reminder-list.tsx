import { Empty, Flex, Table, Typography } from 'antd';
import { Link } from 'react-router';
import { api, type Schemas } from '../../api/client.js';
import { moment } from '../../format/dates.js';
import { useWords } from '../../format/words.js';
import { Pages, usePages } from '../../parts/pages.js';
import { useProgrammes } from '../../reference/programmes.js';
import { useTexts } from '../../text/language.js';
import type { LookingAt } from './looking-at.js';
import { texts } from './texts.js';

type Reminder = Schemas['SentReminderView'];
const PATH = '/api/v1/supervision/reminders';
const PAGE = 100;
const AUDIENCES = { office: 'asOffice', supervisor: 'asSupervisor', 'level-above': 'asLevelAbove' } as const;

/** Reminders that went out, the latest first: whom, of what, and as what. */
export function ReminderList({ at: { office, role } }: { at: LookingAt }) {
  const t = useTexts(texts);
  const words = useWords();
  const programmes = useProgrammes();
  const query = { office, role };
  const pages = usePages([PATH, query], async (cursor, signal) => {
    const { data } = await api.GET(PATH, { params: { query: { ...query, cursor, limit: PAGE } }, signal });
    return data!;
  });
  return (
    <Pages pages={pages}>
      {(reminders) => (
        <Table<Reminder>
          size="middle"
          rowKey="id"
          dataSource={reminders}
          pagination={false}
          locale={{ emptyText: <Empty description={t.noReminders} /> }}
          columns={[
            { title: t.at, width: 150, render: (_, { at }) => moment(at) },
            {
              title: t.told,
              render: (_, { officeName, role: of, audience }) => (
                <Flex vertical>
                  {`${officeName} · ${words('role', of)}`}
                  <Typography.Text type="secondary">{t[AUDIENCES[audience]]}</Typography.Text>
                </Flex>
              ),
            },
            {
              title: t.about,
              render: (_, { kind, stream, name, schoolName, programme }) => (
                <Flex vertical align="start">
                  {kind === 'application' ? (
                    <Link to={`/applications/${stream}`}>{`${name} · ${schoolName}`}</Link>
                  ) : (
                    t.rosterOf(schoolName)
                  )}
                  <Typography.Text type="secondary">{programmes.title(programme)}</Typography.Text>
                </Flex>
              ),
            },
            { title: t.due, width: 150, responsive: ['md'], render: (_, { dueAt }) => moment(dueAt) },
          ]}
        />
      )}
    </Pages>
  );
}
