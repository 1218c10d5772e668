import { FlagOutlined } from '@ant-design/icons';
import { Flex, Grid, Table, type TableColumnsType, Tag, Typography } from 'antd';
import { useEffect, useMemo, useRef } from 'react';
import { Link } from 'react-router';
import { yuan } from '../../format/money.js';
import { useWords } from '../../format/words.js';
import { DueTag } from '../../parts/due-tag.js';
import { useProgrammes } from '../../reference/programmes.js';
import { useTexts } from '../../text/language.js';
import { colours } from '../../theme/tokens.js';
import { useFilters } from './filters.js';
import type { Task } from './task-list.js';
import { texts } from './texts.js';
import { useKeptPlace } from './use-kept-place.js';

interface Props {
  readonly tasks: readonly Task[];
  /** The application the keyboard is at. */
  readonly here?: string;
  /** How often it was moved. */
  readonly moves: number;
  readonly chosen: readonly string[];
  readonly onChoose: (ids: string[]) => void;
  readonly onHere: (application: string) => void;
  readonly onOpen: (task: Task) => void;
}

/** Room above the table: header, title, filters and the line of commands. */
const ABOVE = 260;

export function TaskTable({ tasks, here, moves, chosen, onChoose, onHere, onOpen }: Props) {
  const t = useTexts(texts);
  const columns = useColumns();
  const table = useRef<React.ComponentRef<typeof Table>>(null);
  const keys = useMemo(() => tasks.map(({ application }) => application), [tasks]);
  const scrolled = useKeptPlace(table, keys);
  // Only when the keyboard moves: a list that changed by itself stays where it is looked at.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  useEffect(() => {
    if (here && moves > 0) table.current?.scrollTo({ key: here });
  }, [moves]);
  return (
    <Table
      ref={table}
      virtual
      size="middle"
      rowKey="application"
      columns={columns}
      dataSource={tasks as Task[]}
      pagination={false}
      scroll={{ x: Grid.useBreakpoint().md ? 900 : 340, y: Math.max(240, window.innerHeight - ABOVE) }}
      onScroll={scrolled}
      rowClassName={({ application }) => (application === here ? 'row-here' : '')}
      onRow={(task) => ({
        onClick: () => onHere(task.application),
        onDoubleClick: () => onOpen(task),
        'aria-current': task.application === here || undefined,
      })}
      rowSelection={{
        selectedRowKeys: [...chosen],
        onChange: (keys) => onChoose(keys as string[]),
        columnWidth: 40,
        getTitleCheckboxProps: () => ({ 'aria-label': t.selectLoaded }),
        getCheckboxProps: ({ name }) => ({ 'aria-label': t.select(name) }),
      }}
    />
  );
}

function useColumns(): TableColumnsType<Task> {
  const t = useTexts(texts);
  const programmes = useProgrammes();
  const wide = Grid.useBreakpoint().md ?? true;
  /** All of one submission have the same school and programme; the page's head names both. */
  const { given } = useFilters();
  const name = (_: unknown, { application, name }: Task) => <Link to={`/applications/${application}`}>{name}</Link>;
  const dueTag = (_: unknown, { dueAt, stopped }: Task) => <DueTag at={dueAt} stopped={stopped} />;
  if (!wide)
    return [
      {
        title: t.child,
        render: (_, task) => (
          <Flex vertical gap={2} align="start">
            {name(_, task)}
            {!given.submission && <Typography.Text type="secondary">{task.schoolName}</Typography.Text>}
            <Flags codes={task.flags} />
          </Flex>
        ),
      },
      {
        title: t.amount,
        align: 'right',
        width: 150,
        render: (_, task) => (
          <Flex vertical gap={2} align="end">
            {yuan(task.amountFen)}
            {dueTag(_, task)}
          </Flex>
        ),
      },
    ];
  return [
    { title: t.child, width: 110, render: name },
    { title: t.idNumber, dataIndex: 'idNumber', width: 180 },
    ...(given.submission
      ? []
      : [
          { title: t.school, dataIndex: 'schoolName', ellipsis: true },
          { title: t.programme, ellipsis: true, render: (_: unknown, task: Task) => programmes.title(task.programme) },
        ]),
    { title: t.flags, width: given.submission ? undefined : 190, render: (_, { flags }) => <Flags codes={flags} /> },
    { title: t.amount, align: 'right', width: 120, render: (_, { amountFen }) => yuan(amountFen) },
    { title: t.due, width: 160, render: dueTag },
  ];
}

/** What must be looked at before deciding. */
function Flags({ codes }: { codes: readonly string[] }) {
  const words = useWords();
  return (
    <Flex wrap gap={4}>
      {codes.map((code) => (
        <Tag
          key={code}
          icon={<FlagOutlined />}
          variant="filled"
          style={{ color: colours.soon, background: colours.soonSurface, marginInlineEnd: 0 }}
        >
          {words('flag', code)}
        </Tag>
      ))}
    </Flex>
  );
}
