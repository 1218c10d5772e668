import { Empty, Flex, Table, Typography } from 'antd';
import type { Schemas } from '../../api/client.js';
import { useWords } from '../../format/words.js';
import { useTexts } from '../../text/language.js';
import { CountLink } from './count-link.js';
import { useDueColumns } from './due-columns.js';
import type { Overview } from './supervision.page.js';
import { texts } from './texts.js';

type Person = Schemas['PersonFiguresView'];

/** Who has how much before them, and how much they decided lately. */
export function PersonTable({ overview: { persons, from, to } }: { overview: Overview }) {
  const t = useTexts(texts);
  const words = useWords();
  const dueColumns = useDueColumns<Person>(
    ({ name }) => name,
    ({ office, role, person }) => ({ office, role, person }),
  );
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
        ...dueColumns,
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
