import { FlagOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Empty, Flex, Table, type TableColumnsType, Tag, Typography } from 'antd';
import { read, type Schemas } from '../../api/client.js';
import { period } from '../../format/dates.js';
import { yuan } from '../../format/money.js';
import { Answered } from '../../parts/answer.js';
import { DueTag } from '../../parts/due-tag.js';
import { useProgrammes } from '../../reference/programmes.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { colours } from '../../theme/tokens.js';
import { useFilters } from './filters.js';
import { texts } from './texts.js';

type Group = Schemas['SubmissionGroupView'];

/** One line per submission of a school: what is due first stands first. */
export function SubmissionTable() {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { query, change } = useFilters();
  const programmes = useProgrammes();
  const groups = useQuery(read('/api/v1/worklist/submissions', { query }));
  const differences = useDifferences();
  const open = ({ submission, school }: Group) => change(submission ? { submission } : { school, view: 'flat' });

  const columns: TableColumnsType<Group> = [
    {
      title: t.school,
      render: (_, each) => (
        <Flex vertical align="start">
          <Button type="link" style={{ padding: 0, height: 'auto' }} onClick={() => open(each)}>
            {each.schoolName}
          </Button>
          <Typography.Text type="secondary">
            {period(each.period, language)} {each.number !== null && t.submissionNo(each.number)}
          </Typography.Text>
        </Flex>
      ),
    },
    { title: t.programme, responsive: ['lg'], render: (_, each) => programmes.title(each.programme) },
    { title: t.stage, responsive: ['xl'], render: (_, each) => programmes.stage(each.stage) },
    { title: t.count, dataIndex: 'count', align: 'right' },
    { title: t.flagged, align: 'right', responsive: ['md'], render: (_, { flagged }) => <Flagged count={flagged} /> },
    { title: t.total, align: 'right', responsive: ['md'], render: (_, { totalFen }) => yuan(totalFen) },
    {
      title: t.difference,
      align: 'right',
      responsive: ['lg'],
      render: (_, { submission }) => <Difference value={differences.get(submission)} />,
    },
    {
      title: t.due,
      render: (_, { dueAt, late }) => (
        <Flex vertical align="start" gap={2}>
          <DueTag at={dueAt} />
          {late > 0 && <Typography.Text type="danger">{t.late(late)}</Typography.Text>}
        </Flex>
      ),
    },
  ];
  return (
    <Answered query={groups}>
      {({ items, more }) => (
        <>
          {more && <Alert type="info" showIcon title={t.more} />}
          <Table
            size="middle"
            rowKey={({ submission, school, programme, stage }) => `${submission ?? school} ${programme} ${stage}`}
            columns={columns}
            dataSource={items}
            pagination={false}
            locale={{ emptyText: <Empty description={t.none} /> }}
          />
        </>
      )}
    </Answered>
  );
}

/** Children more or fewer than in the period before, by submission. */
function useDifferences() {
  const { data = [] } = useQuery({ ...read('/api/v1/submissions', { query: { limit: 500 } }), staleTime: 60_000 });
  return new Map<string | null, number | null>(
    data.map(({ id, differenceToLastPeriod }) => [id, differenceToLastPeriod]),
  );
}

const Difference = ({ value }: { value?: number | null }) =>
  typeof value === 'number' ? <span>{value > 0 ? `+${value}` : value}</span> : <span>—</span>;

const Flagged = ({ count }: { count: number }) =>
  count > 0 ? (
    <Tag
      icon={<FlagOutlined />}
      variant="filled"
      style={{ color: colours.soon, background: colours.soonSurface, marginInlineEnd: 0 }}
    >
      {count}
    </Tag>
  ) : (
    <span>0</span>
  );
