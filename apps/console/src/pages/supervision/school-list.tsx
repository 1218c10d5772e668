import { Empty, Flex, Table, Tag, Typography } from 'antd';
import { Link } from 'react-router';
import { api, type Schemas } from '../../api/client.js';
import { useWords } from '../../format/words.js';
import { DueTag } from '../../parts/due-tag.js';
import { Pages, usePages } from '../../parts/pages.js';
import { useProgrammes } from '../../reference/programmes.js';
import { useTexts } from '../../text/language.js';
import { measures } from '../../theme/tokens.js';
import { listOf } from './looking-at.js';
import { texts } from './texts.js';

type School = Schemas['OwingSchoolView'];
const PATH = '/api/v1/supervision/schools';

/** Schools that have not handed in, the longest overdue first; in the overview only so many, with a way to the rest. */
export function SchoolList({ most, total = 0 }: { most?: number; total?: number }) {
  const t = useTexts(texts);
  const pages = usePages([PATH], async (cursor, signal) => {
    const { data } = await api.GET(PATH, { params: { query: { cursor } }, signal });
    return data!;
  });
  const inOverview = most !== undefined;
  return (
    <Pages pages={pages} onlyFirst={inOverview}>
      {(schools) => (
        <Table<School>
          size="middle"
          rowKey="school"
          dataSource={schools.slice(0, most)}
          footer={
            inOverview && total > most
              ? () => <Link to={listOf({ show: 'schools' })}>{t.allSchools(total)}</Link>
              : undefined
          }
          pagination={false}
          locale={{ emptyText: <Empty description={t.noSchools} /> }}
          columns={[
            {
              title: t.school,
              width: '30%',
              render: (_, { schoolName, townshipName }) => (
                <Flex vertical>
                  {schoolName}
                  <Typography.Text type="secondary">{townshipName ?? t.direct}</Typography.Text>
                </Flex>
              ),
            },
            { title: t.owes, render: (_, { owed }) => <Owed owed={owed} /> },
          ]}
        />
      )}
    </Pages>
  );
}

function Owed({ owed }: { owed: School['owed'] }) {
  const t = useTexts(texts);
  const words = useWords();
  const programmes = useProgrammes();
  return (
    <Flex vertical gap={6}>
      {owed.map(({ submission, programme, phase, dueAt, count, reminded }) => (
        <Flex key={submission} wrap gap={measures.small} align="center">
          <span>{programmes.title(programme)}</span>
          <Tag style={{ marginInlineEnd: 0 }}>{words('phase', phase)}</Tag>
          <DueTag at={dueAt} />
          {count > 0 && <Typography.Text type="secondary">{t.prepared(count)}</Typography.Text>}
          {reminded > 0 && <Typography.Text type="secondary">{t.reminded(reminded)}</Typography.Text>}
        </Flex>
      ))}
    </Flex>
  );
}
