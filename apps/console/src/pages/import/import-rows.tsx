import { CheckCircleOutlined, CloseCircleOutlined, FlagOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Card, Flex, Segmented, Skeleton, Table, Tag, Typography } from 'antd';
import { useSearchParams } from 'react-router';
import { api, type Schemas } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { colours } from '../../theme/tokens.js';
import { texts } from './texts.js';

type Row = Schemas['ImportRowView'];
const PAGE = 200;
const PATH = '/api/v1/imports/{id}/rows';
/** Beginnings of outcomes, as the API filters by them. */
const OUTCOMES = {
  all: undefined,
  rejected: 'reject',
  flagged: 'accept:flagged',
  repaired: 'accept:normalised',
} as const;
type Shown = keyof typeof OUTCOMES;

/** Each row as the spreadsheet numbers it, the reason beside it. What has errors is shown first of all. */
export function ImportRows({ id, state }: { id: string; state: string }) {
  const t = useTexts(texts);
  const [search, setSearch] = useSearchParams();
  const shown = (search.get('show') ?? 'all') as Shown;
  const outcome = OUTCOMES[shown];
  const rows = useInfiniteQuery({
    queryKey: [PATH, id, outcome, state],
    initialPageParam: undefined as number | undefined,
    queryFn: async ({ pageParam, signal }) =>
      (await api.GET(PATH, { params: { path: { id }, query: { outcome, after: pageParam, limit: PAGE } }, signal }))
        .data!,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items = rows.data?.pages.flatMap((page) => page.rows) ?? [];
  const options = [
    { value: 'all', label: t.all },
    { value: 'rejected', label: t.onlyRejected },
    { value: 'flagged', label: t.onlyFlagged },
    { value: 'repaired', label: t.onlyRepaired },
  ];
  return (
    <Card
      size="small"
      title={
        <Segmented
          aria-label={t.show}
          value={shown}
          options={options}
          onChange={(show) => setSearch({ show }, { replace: true })}
        />
      }
    >
      <ProblemNotice error={rows.error} />
      {rows.data ? (
        <Table<Row>
          size="middle"
          rowKey="line"
          pagination={false}
          dataSource={items}
          scroll={{ x: 900 }}
          columns={[
            { title: t.line, dataIndex: 'line', width: 60 },
            { title: t.name, width: 110, render: (_, { name }) => name ?? t.erased },
            { title: t.idNumber, dataIndex: 'idNumber', width: 180 },
            { title: t.card, dataIndex: 'bankCard', width: 190 },
            { title: t.result, render: (_, row) => <Outcome importId={id} row={row} /> },
          ]}
        />
      ) : (
        <Skeleton active />
      )}
      {rows.hasNextPage && (
        <Button block loading={rows.isFetchingNextPage} onClick={() => rows.fetchNextPage()}>
          {t.loadMore}
        </Button>
      )}
    </Card>
  );
}

const LOOKS = {
  bad: { icon: <CloseCircleOutlined />, color: colours.late, background: colours.lateSurface },
  flag: { icon: <FlagOutlined />, color: colours.soon, background: colours.soonSurface },
  good: { icon: <CheckCircleOutlined />, color: colours.fine, background: colours.fineSurface },
} as const;

function Outcome({ importId, row: { line, outcome, sentence, flags, confirmable } }: { importId: string; row: Row }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const confirm = useCommand(() =>
    api.POST('/api/v1/imports/{id}/rows/{line}/confirm-passbook', {
      params: { path: { id: importId, line } },
      body: {},
    }),
  );
  const kind = outcome.startsWith('reject') ? 'bad' : flags.length > 0 ? 'flag' : 'good';
  const { icon, color, background } = LOOKS[kind];
  return (
    <Flex vertical align="start" gap={4}>
      <Flex gap="small" align="start">
        <Tag icon={icon} variant="filled" style={{ color, background, marginInlineEnd: 0 }}>
          {t[kind]}
        </Tag>
        <Typography.Text>{sentence?.[language]}</Typography.Text>
      </Flex>
      {confirmable === 'passbook' && (
        <Button size="small" loading={confirm.isPending} onClick={() => confirm.mutate(undefined)}>
          {t.passbook}
        </Button>
      )}
      <ProblemNotice error={confirm.error} />
    </Flex>
  );
}
