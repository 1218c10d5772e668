import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Empty, Flex, Input, Skeleton, Table, Tag, Typography } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { api, type Schemas } from '../../api/client.js';
import { day, moment } from '../../format/dates.js';
import { useWords } from '../../format/words.js';
import { PageHead } from '../../parts/page-head.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useProgrammes } from '../../reference/programmes.js';
import { useTexts } from '../../text/language.js';
import { colours, measures } from '../../theme/tokens.js';
import { texts } from './texts.js';

type Decision = Schemas['DecisionView'];
const PAGE = 100;
const A_MONTH_MS = 30 * 86_400_000;

/** What was decided after its deadline, and from there all that a person decided: who, when, in which seat. */
export default function LatePage() {
  const t = useTexts(texts);
  const [search, setSearch] = useSearchParams();
  const asked = {
    from: search.get('from') ?? day(Date.now() - A_MONTH_MS),
    to: search.get('to') ?? day(Date.now()),
    person: search.get('person'),
  };
  const change = (to: Record<string, string | null>) =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      for (const [name, value] of Object.entries(to)) value ? after.set(name, value) : after.delete(name);
      return after;
    });
  const decisions = useDecisions(asked);
  const items = decisions.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <PageHead
        title={asked.person && items?.[0] ? t.allOf(items[0].actorName) : t.late}
        about={asked.person ? null : t.pick}
      >
        {asked.person && <Button onClick={() => change({ person: null })}>{t.all}</Button>}
        <Input
          type="date"
          aria-label={t.from}
          style={{ width: 150 }}
          value={asked.from}
          max={asked.to}
          onChange={({ target }) => change({ from: target.value })}
        />
        <Input
          type="date"
          aria-label={t.to}
          style={{ width: 150 }}
          value={asked.to}
          min={asked.from}
          onChange={({ target }) => change({ to: target.value })}
        />
      </PageHead>
      <ProblemNotice error={decisions.error} retry={() => decisions.refetch()} />
      {items ? <Decisions items={items} onPerson={(person) => change({ person })} /> : <Skeleton active />}
      {decisions.hasNextPage && (
        <Button
          block
          style={{ marginTop: measures.small }}
          loading={decisions.isFetchingNextPage}
          onClick={() => decisions.fetchNextPage()}
        >
          {t.loadMore}
        </Button>
      )}
    </>
  );
}

function useDecisions({ person, from, to }: { person: string | null; from: string; to: string }) {
  return useInfiniteQuery({
    queryKey: ['/api/v1/audit', person, from, to],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const days = { from, to, cursor: pageParam, limit: PAGE };
      const answer = person
        ? await api.GET('/api/v1/audit/decisions', { params: { query: { ...days, person } }, signal })
        : await api.GET('/api/v1/audit/late', { params: { query: days }, signal });
      return answer.data!;
    },
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

function Decisions({ items, onPerson }: { items: Decision[]; onPerson: (id: string) => void }) {
  const t = useTexts(texts);
  const words = useWords();
  const programmes = useProgrammes();
  return (
    <Table<Decision>
      size="middle"
      rowKey={({ stream, version }) => `${stream} ${version}`}
      pagination={false}
      dataSource={items}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText: <Empty description={t.none} /> }}
      columns={[
        { title: t.at, render: (_, { at }) => moment(at) },
        {
          title: t.who,
          render: (_, { actor, actorName }) => (
            <Button type="link" style={{ padding: 0, height: 'auto' }} onClick={() => onPerson(actor)}>
              {actorName}
            </Button>
          ),
        },
        { title: t.seat, render: (_, { seat }) => words('role', seat.split('/')[1] ?? seat) },
        {
          title: t.what,
          render: (_, { kind, stream, type, stage, late }) => (
            <Flex gap="small" align="center">
              {kind === 'application' ? (
                <Link to={`/applications/${stream}`}>{words('event', type)}</Link>
              ) : (
                <Typography.Text>{words('event', type)}</Typography.Text>
              )}
              {stage && <Typography.Text type="secondary">{programmes.stage(stage)}</Typography.Text>}
              {late && (
                <Tag variant="filled" style={{ color: colours.late, background: colours.lateSurface }}>
                  {t.isLate}
                </Tag>
              )}
            </Flex>
          ),
        },
        { title: t.school, dataIndex: 'schoolName' },
        { title: t.programme, render: (_, { programme }) => programmes.title(programme) },
      ]}
    />
  );
}
