import { Button, Empty, Flex, Grid, Skeleton, Typography } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { BULK_LIMIT } from '#domain';
import { api, type Schemas } from '../../api/client.js';
import { BulkDialog, type BulkOrder } from '../../decisions/bulk-dialog.js';
import { CommandDialog } from '../../decisions/command-dialog.js';
import type { CommandName } from '../../decisions/commands.js';
import { texts as commandTexts } from '../../decisions/texts.js';
import { yuan } from '../../format/money.js';
import { usePages } from '../../parts/pages.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useKeys } from '../../parts/use-keys.js';
import { useTexts } from '../../text/language.js';
import { measures } from '../../theme/tokens.js';
import { useFilters } from './filters.js';
import { TaskTable } from './task-table.js';
import { texts } from './texts.js';

export type Task = Schemas['TaskView'];
const PAGE = 200;
const NONE: readonly Task[] = [];
const PATH = '/api/v1/worklist';

/** Tasks one by one: by mouse, by keyboard, or many at once. */
export function TaskList() {
  const t = useTexts(texts);
  const c = useTexts(commandTexts);
  const navigate = useNavigate();
  const { query, change, isFiltered } = useFilters();
  const byKeyboard = Grid.useBreakpoint().md;
  const tasks = useTasks(query);
  const items = tasks.data ?? NONE;
  const place = usePlace(items);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [asking, setAsking] = useState<{ command: CommandName; task: Task } | null>(null);
  const [bulk, setBulk] = useState<BulkOrder | null>(null);

  // What stands there until the other filter's tasks have come is looked at, not decided on.
  const task = tasks.isPlaceholderData ? undefined : items[place.index];
  const chosenIds = new Set(chosen);
  const selected = items.filter(({ application }) => chosenIds.has(application));
  const chooseAll = async () => {
    const all = await loadAll(tasks);
    setChosen(all.slice(0, BULK_LIMIT).map(({ application }) => application));
  };
  const toggle = (id: string) =>
    setChosen((before) => (before.includes(id) ? before.filter((each) => each !== id) : [...before, id]));
  const ask = (command: CommandName) => task && setAsking({ command, task });
  const open = (each: Task) => navigate(`/applications/${each.application}`);
  useKeys({
    j: () => place.step(1),
    k: () => place.step(-1),
    o: () => task && open(task),
    a: () => ask('approve'),
    r: () => ask('return'),
    x: () => task && toggle(task.application),
  });

  const together = (command: 'approve' | 'return' | 'reject'): BulkOrder => ({
    command,
    programme: new Set(selected.map(({ programme }) => programme)).size === 1 ? selected[0]!.programme : null,
    selection: { applications: selected.map(({ application, revision }) => ({ id: application, revision })) },
  });
  const unflagged = (submissionId: string): BulkOrder => ({
    command: 'approve',
    programme: null,
    selection: { submissionId, unflaggedOnly: true },
  });

  if (tasks.error && !tasks.data) return <ProblemNotice error={tasks.error} retry={() => tasks.refetch()} />;
  if (!tasks.data) return <Skeleton active />;
  return (
    <>
      <Flex wrap gap="small" align="center" style={{ marginBottom: measures.small, minHeight: 32 }}>
        {selected.length > 0 ? (
          <>
            <Typography.Text strong>
              {t.selected(selected.length, yuan(selected.reduce((sum, { amountFen }) => sum + amountFen, 0)))}
            </Typography.Text>
            <Button type="primary" onClick={() => setBulk(together('approve'))}>
              {c.approve}
            </Button>
            <Button onClick={() => setBulk(together('return'))}>{c.return}</Button>
            <Button danger onClick={() => setBulk(together('reject'))}>
              {c.reject}
            </Button>
            {tasks.hasNextPage && (
              <>
                <Typography.Text type="secondary">{t.notAllLoaded(items.length)}</Typography.Text>
                {items.length < BULK_LIMIT && (
                  <Button loading={tasks.isFetchingNextPage} onClick={chooseAll}>
                    {t.chooseAll}
                  </Button>
                )}
              </>
            )}
          </>
        ) : (
          <>
            {query.submission && items.length > 0 && (
              <Button type="primary" onClick={() => setBulk(unflagged(query.submission!))}>
                {t.approveAll}
              </Button>
            )}
            {byKeyboard && <Typography.Text type="secondary">{t.keys}</Typography.Text>}
          </>
        )}
      </Flex>
      {items.length === 0 ? (
        <Empty description={isFiltered ? t.noneOf : t.none} />
      ) : (
        <TaskTable
          tasks={items}
          here={task?.application}
          moves={place.moves}
          chosen={selected.map(({ application }) => application)}
          onChoose={setChosen}
          onHere={place.moveTo}
          onOpen={open}
        />
      )}
      {tasks.hasNextPage && (
        <Button
          block
          style={{ marginTop: measures.small }}
          loading={tasks.isFetchingNextPage}
          onClick={() => tasks.fetchNextPage()}
        >
          {t.loadMore}
        </Button>
      )}
      {asking && (
        <CommandDialog
          command={asking.command}
          application={asking.task.application}
          revision={asking.task.revision}
          title={asking.task.name}
          onClose={() => setAsking(null)}
        />
      )}
      {bulk && (
        <BulkDialog
          order={bulk}
          onClose={() => setBulk(null)}
          onStarted={(id) => {
            setBulk(null);
            setChosen([]);
            change({ bulk: id });
          }}
        />
      )}
    </>
  );
}

/** What the server has not handed out yet as well, up to what can be decided at once; as far as it could be read. */
async function loadAll(tasks: ReturnType<typeof useTasks>): Promise<readonly Task[]> {
  let read: Pick<typeof tasks, 'data' | 'error' | 'hasNextPage' | 'fetchNextPage'> = tasks;
  while (read.hasNextPage && !read.error && (read.data ?? NONE).length < BULK_LIMIT) read = await read.fetchNextPage();
  return read.data ?? NONE;
}

/** Where the keyboard is: at an application, and where that one is gone, at what has taken its place. */
function usePlace(items: readonly Task[]) {
  const [last, setLast] = useState({ application: '', index: 0, moves: 0 });
  const found = items.findIndex(({ application }) => application === last.application);
  const index = found >= 0 ? found : Math.max(0, Math.min(last.index, items.length - 1));
  // Remembered while it is rendered: when its row goes, the position it had last is the one that counts.
  if (found >= 0 && found !== last.index) setLast({ ...last, index: found });
  const at = (to: number, moves = last.moves) =>
    items[to] && setLast({ application: items[to].application, index: to, moves });
  return {
    index,
    moves: last.moves,
    step: (by: number) => at(Math.max(0, Math.min(items.length - 1, index + by)), last.moves + 1),
    moveTo: (application: string) => at(items.findIndex((each) => each.application === application)),
  };
}

const useTasks = (query: ReturnType<typeof useFilters>['query']) =>
  usePages<Task>(
    [PATH, 'pages', query],
    async (cursor, signal) =>
      (await api.GET(PATH, { params: { query: { ...query, cursor, limit: PAGE } }, signal })).data!,
    { keepPrevious: true },
  );
