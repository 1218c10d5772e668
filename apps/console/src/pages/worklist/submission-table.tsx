import { FlagOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Empty, Flex, Skeleton, Table, type TableColumnsType, Tag, Typography } from 'antd';
import { api, type Schemas } from '../../api/client.js';
import { period } from '../../format/dates.js';
import { signed, signedYuan, yuan } from '../../format/money.js';
import { DueTag } from '../../parts/due-tag.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useProgrammes } from '../../reference/programmes.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { colours, measures } from '../../theme/tokens.js';
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
          <Button type="link" style={{ padding: 0, height: 'auto' }} onClick={() => open(each)}>
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
  if (groups.error && !groups.data) return <ProblemNotice error={groups.error} retry={() => groups.refetch()} />;
  if (!groups.data) return <Skeleton active />;
  return (
    <>
      <Table
        size="middle"
        rowKey={({ submission, stage, office, role }) => `${submission} ${stage} ${office} ${role}`}
        columns={columns}
        dataSource={groups.data.pages.flatMap((page) => page.items)}
        pagination={false}
        locale={{ emptyText: <Empty description={isFiltered ? t.noneOf : t.none} /> }}
      />
      {groups.hasNextPage && (
        <Button
          block
          style={{ marginTop: measures.small }}
          loading={groups.isFetchingNextPage}
          onClick={() => groups.fetchNextPage()}
        >
          {t.loadMore}
        </Button>
      )}
    </>
  );
}

const useGroups = (query: ReturnType<typeof useFilters>['query']) =>
  useInfiniteQuery({
    queryKey: [PATH, 'pages', query],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) =>
      (
        await api.GET(PATH, {
          params: { query: { ...query, cursor: pageParam, limit: pageParam ? MORE : FIRST } },
          signal,
        })
      ).data!,
    getNextPageParam: ({ next }) => next ?? undefined,
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
