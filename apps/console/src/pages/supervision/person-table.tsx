import { Empty, Flex, Table, Typography } from 'antd';
import type { Schemas } from '../../api/client.js';
import { useWords } from '../../format/words.js';
import { useTexts } from '../../text/language.js';
import { colours } from '../../theme/tokens.js';
import { CountLink } from './count-link.js';
import { listOf } from './looking-at.js';
import type { Overview } from './supervision.page.js';
import { texts } from './texts.js';

type Person = Schemas['PersonFiguresView'];

/** Who has how much before them, and how much they decided lately. */
export function PersonTable({ overview: { persons, from, to } }: { overview: Overview }) {
  const t = useTexts(texts);
  const words = useWords();
  const count = (due: 'late' | 'soon' | 'open', colour?: string) => ({
    title: t[due],
    align: 'right' as const,
    width: 78,
    render: (_: unknown, each: Person) => (
      <CountLink
        of={each[due]}
        label={`${each.name} ${t[due]} ${each[due].shown}`}
        colour={colour}
        to={listOf({ show: 'tasks', due, office: each.office, role: each.role, person: each.person })}
      />
    ),
  });
  const history = ({ person, office, role }: Person) =>
    `/history?${new URLSearchParams({ person, office, role, from, to })}`;
  return (
    <Table<Person>
      size="middle"
      rowKey={({ person, office, role }) => `${person} ${office} ${role}`}
      dataSource={persons as Person[]}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: <Empty description={t.noPersons} /> }}
      columns={[
        {
          title: t.person,
          render: (_, { name, officeName, role }) => (
            <Flex vertical>
              {name}
              <Typography.Text type="secondary">
                {officeName} · {words('role', role)}
              </Typography.Text>
            </Flex>
          ),
        },
        count('late', colours.late),
        count('soon', colours.soon),
        count('open'),
        {
          title: t.decided,
          align: 'right',
          width: 120,
          responsive: ['md'],
          render: (_, each) => (
            <CountLink of={each.decided} label={`${each.name} ${t.decided} ${each.decided.shown}`} to={history(each)} />
          ),
        },
      ]}
    />
  );
}
