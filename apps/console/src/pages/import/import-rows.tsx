import { Card, Empty, Grid, Segmented, Skeleton, Table, Typography } from 'antd';
import { type UIEvent, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Schemas } from '../../api/client.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useKeys } from '../../parts/use-keys.js';
import { useTexts } from '../../text/language.js';
import { RowEditor } from './row-editor.js';
import { texts } from './texts.js';
import { useColumns } from './use-columns.js';
import { type Row, useRows } from './use-rows.js';

/** Beginnings of outcomes, as the API filters by them. */
const OUTCOMES = {
  all: undefined,
  rejected: 'reject',
  flagged: 'accept:flagged',
  repaired: 'accept:normalised',
} as const;
type Shown = keyof typeof OUTCOMES;

/** Room above the table: header, title, figures and the filter. */
const ABOVE = 360;
/** The next page is asked for when less than this is left below, in pixels. */
const AHEAD = 1_500;
const needsCorrection = (row: Row): boolean => row.outcome.startsWith('reject');

interface Props {
  readonly id: string;
  readonly canCorrect: boolean;
  readonly counts: Schemas['ImportCountsView'];
}

/** Each row as the spreadsheet numbers it, the reason beside it; corrected where it stands. */
export function ImportRows({ id, canCorrect, counts }: Props) {
  const t = useTexts(texts);
  const wide = Grid.useBreakpoint().md ?? true;
  const [search, setSearch] = useSearchParams();
  const shown = (search.get('show') ?? 'all') as Shown;
  const { pages, rows } = useRows(id, OUTCOMES[shown]);
  const table = useRef<React.ComponentRef<typeof Table>>(null);
  const [here, setHere] = useState<number | null>(null);
  const [editing, setEditing] = useState<number | null>(null);
  const goTo = (line: number | undefined) => {
    if (line === undefined) return;
    setHere(line);
    table.current?.scrollTo({ key: line });
  };
  const edit = (line: number | null) => {
    const row = rows?.find((each) => each.line === line);
    if (!canCorrect || !row?.correctable) return;
    setHere(row.line);
    setEditing(row.line);
  };
  const at = rows?.findIndex(({ line }) => line === here) ?? -1;
  const nextWrong = (from: number) => rows?.slice(from).find(needsCorrection)?.line;
  const close = (judged?: Row) => {
    setEditing(null);
    // Put right: the next one that needs it is where the clerk goes anyway.
    if (judged && !needsCorrection(judged)) goTo(nextWrong(at + 1) ?? judged.line);
  };
  useKeys({
    j: () => goTo(rows?.[at + 1]?.line),
    k: () => goTo(rows?.[Math.max(0, at - 1)]?.line),
    n: () => goTo(nextWrong(at + 1)),
    e: () => edit(here),
  });
  const columns = useColumns({ importId: id, wide, canCorrect, onEdit: edit });
  const goOn = ({ currentTarget: { scrollHeight, scrollTop, clientHeight } }: UIEvent<HTMLElement>) => {
    const left = scrollHeight - scrollTop - clientHeight;
    if (left < AHEAD && pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
  };
  const options = [
    { value: 'all', label: t.all },
    { value: 'rejected', label: <Counted label={t.onlyRejected} count={counts.rejected} /> },
    { value: 'flagged', label: <Counted label={t.onlyFlagged} count={counts.flagged} /> },
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
      extra={wide && canCorrect && <Typography.Text type="secondary">{t.keys}</Typography.Text>}
    >
      <ProblemNotice error={pages.error} retry={() => pages.refetch()} />
      {!rows && !pages.error && <Skeleton active />}
      {rows?.length === 0 && <Empty description={t.noneSuch} />}
      {rows && rows.length > 0 && (
        <Table<Row>
          ref={table}
          virtual
          size="middle"
          rowKey="line"
          columns={columns}
          dataSource={rows}
          pagination={false}
          scroll={{ x: wide ? 900 : 320, y: Math.max(280, window.innerHeight - ABOVE) }}
          onScroll={goOn}
          rowClassName={({ line }) => (line === here ? 'row-here' : '')}
          onRow={({ line }) => ({
            onClick: () => setHere(line),
            onDoubleClick: () => edit(line),
            'aria-current': line === here || undefined,
          })}
          expandable={{
            showExpandColumn: false,
            expandedRowKeys: editing === null ? [] : [editing],
            expandedRowRender: (row) => <RowEditor importId={id} row={row} onClose={close} />,
          }}
          footer={pages.isFetchingNextPage ? () => t.loadingMore : undefined}
        />
      )}
    </Card>
  );
}

const Counted = ({ label, count }: { label: string; count: number }) => (
  <>
    <span>{label}</span> <strong>{count}</strong>
  </>
);
