import { FlagOutlined } from '@ant-design/icons';
import { Button, Empty, Flex, Table, type TableColumnsType, Tag, Typography } from 'antd';
import { api, type Schemas } from '../../api/client.js';
import { period } from '../../format/dates.js';
import { signed, signedYuan, yuan } from '../../format/money.js';
import { DueTag } from '../../parts/due-tag.js';
import { Pages, usePages } from '../../parts/pages.js';
import { useProgrammes } from '../../reference/programmes.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { colours } from '../../theme/tokens.js';
import { useFilters } from './filters.js';
import { texts } from './texts.js';

type Group = Schemas['SubmissionGroupView'];
const PATH = '/api/v1/worklist/submissions';
/** Two screens at once, so that the first is there soon; whoever wants more wants many. */
const FIRST = 20;
const MORE = 100;

/** One line per submission of a school: what is due first stands first. */
export function SubmissionTable() {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { query, change, isFiltered } = useFilters();
  const programmes = useProgrammes();
  const groups = useGroups(query);
  const open = ({ submission }: Group) => change({ submission });

  const columns: TableColumnsType<Group> = [
    {
      title: t.school,
      render: (_, each) => (
        <Flex vertical align="start">
          <Button
            type="link"
            style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' }}
            onClick={() => open(each)}
          >
            {each.schoolName}
          </Button>
          <Typography.Text type="secondary">
            {period(each.period, language)} {t.submissionNo(each.number)}
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
      render: (_, { differenceToLastPeriod }) => <Difference than={differenceToLastPeriod} />,
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
    <Pages pages={groups}>
      {(items) => (
        <Table
          size="middle"
          rowKey={({ submission, stage, office, role }) => `${submission} ${stage} ${office} ${role}`}
          columns={columns}
          dataSource={items}
          pagination={false}
          locale={{ emptyText: <Empty description={isFiltered ? t.noneOf : t.none} /> }}
        />
      )}
    </Pages>
  );
}

const useGroups = (query: ReturnType<typeof useFilters>['query']) =>
  usePages<Group>([PATH, 'pages', query], async (cursor, signal) => {
    const params = { query: { ...query, cursor, limit: cursor ? MORE : FIRST } };
    return (await api.GET(PATH, { params, signal })).data!;
  });

/** Children and money more or less than the school handed in for the period before. */
function Difference({ than }: { than: Group['differenceToLastPeriod'] }) {
  const t = useTexts(texts);
  if (!than) return <Typography.Text type="secondary">{t.nothingBefore}</Typography.Text>;
  return (
    <Flex vertical align="end">
      <span>{t.children(signed(than.count))}</span>
      <Typography.Text type="secondary">{signedYuan(than.totalFen)}</Typography.Text>
    </Flex>
  );
}

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
