import { Empty, Flex, Grid, Skeleton, Table, type TableColumnsType, Typography } from 'antd';
import type { UIEvent } from 'react';
import { Link } from 'react-router';
import { api, type Schemas } from '../../api/client.js';
import { yuan } from '../../format/money.js';
import { usePages } from '../../parts/pages.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useTexts } from '../../text/language.js';
import { type ClassView, nameOf, type Shown } from './narrowing.js';
import { texts } from './texts.js';
import { ToDo } from './to-do.js';
import { WhereItIs } from './where-it-is.js';

export type Child = Schemas['ChildOfSchoolView'];
/** A child, or the line above a class. */
type Line = { readonly key: string; readonly child: Child } | { readonly key: string; readonly heading: string };

const PATH = '/api/v1/my-school/children';
const PAGE = 200;
/** Room above the table: header, title, figures and the choice of a class. */
const ABOVE = 330;
/** The next page is asked for when less than this is left below, in pixels. */
const AHEAD = 1_500;

interface Props {
  readonly show?: Shown;
  readonly place?: ClassView;
  readonly classes: readonly ClassView[];
  /** 0 where the county has none yet. */
  readonly period: number;
}

/** The children, class after class. Only what is on the screen is in the page, however many there are. */
export function ChildList({ show, place, classes, period }: Props) {
  const t = useTexts(texts);
  const wide = Grid.useBreakpoint().md ?? true;
  const columns = useColumns(wide);
  const query = { period: period || undefined, show, grade: place?.grade, className: place?.className };
  const pages = usePages<Child>(
    [PATH, query],
    async (cursor, signal) =>
      (await api.GET(PATH, { params: { query: { ...query, cursor, limit: PAGE } }, signal })).data!,
  );
  const children = pages.data;
  if (pages.error && !children) return <ProblemNotice error={pages.error} retry={() => pages.refetch()} />;
  if (!children) return <Skeleton active />;
  if (children.length === 0) return <Empty description={show || place ? t.noneOf : t.none} />;
  const goOn = ({ currentTarget: { scrollHeight, scrollTop, clientHeight } }: UIEvent<HTMLElement>) => {
    const left = scrollHeight - scrollTop - clientHeight;
    if (left < AHEAD && pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
  };
  const headings = show
    ? () => null
    : (each: Child) => classes.find(({ grade, className }) => grade === each.grade && className === each.className);
  return (
    <>
      <ProblemNotice error={pages.error} retry={() => pages.refetch()} />
      <Table<Line>
        virtual
        size="middle"
        rowKey="key"
        columns={columns}
        dataSource={linesOf(children, (each) => {
          const found = headings(each);
          const name = nameOf(each, t.notEnrolled);
          return found ? t.heading(name, found.children) : name;
        })}
        pagination={false}
        scroll={{ x: wide ? 900 : 340, y: Math.max(260, window.innerHeight - ABOVE) }}
        onScroll={goOn}
        footer={pages.isFetchingNextPage ? () => t.loadingMore : undefined}
      />
    </>
  );
}

/** A line before the first child of each class. */
function linesOf(children: readonly Child[], heading: (first: Child) => string): Line[] {
  return children.flatMap((child, i): Line[] => {
    const before = children[i - 1];
    const line = { key: child.person, child };
    const same = before && before.grade === child.grade && before.className === child.className;
    return same ? [line] : [{ key: `${child.grade} ${child.className}`, heading: heading(child) }, line];
  });
}

function useColumns(wide: boolean): TableColumnsType<Line> {
  const t = useTexts(texts);
  const across = wide ? 5 : 1;
  const heading = (line: Line) => ('heading' in line ? { colSpan: across, className: 'class-heading' } : {});
  const covered = (line: Line) => ('heading' in line ? { colSpan: 0 } : {});
  const ofChild = (show: (child: Child) => React.ReactNode) => (_: unknown, line: Line) =>
    'heading' in line ? null : show(line.child);
  const first = (show: (child: Child) => React.ReactNode) => (_: unknown, line: Line) =>
    'heading' in line ? <Typography.Text strong>{line.heading}</Typography.Text> : show(line.child);
  if (!wide)
    return [
      {
        title: t.child,
        onCell: heading,
        render: first((child) => (
          <Flex vertical gap={4} align="start">
            <ChildName child={child} />
            <WhereItIs child={child} />
            <ToDo child={child} />
          </Flex>
        )),
      },
    ];
  return [
    { title: t.child, width: 120, onCell: heading, render: first((child) => <ChildName child={child} />) },
    { title: t.idNumber, width: 180, onCell: covered, render: ofChild(({ idNumber }) => idNumber) },
    { title: t.application, width: 300, onCell: covered, render: ofChild((child) => <WhereItIs child={child} />) },
    { title: t.toDo, onCell: covered, render: ofChild((child) => <ToDo child={child} />) },
    {
      title: t.amount,
      width: 110,
      align: 'right',
      onCell: covered,
      render: ofChild(
        ({ applications }) =>
          applications.length > 0 && yuan(applications.reduce((sum, { amountFen }) => sum + amountFen, 0)),
      ),
    },
  ];
}

/** Leads to the application, where there is one. */
function ChildName({ child: { name, applications } }: { child: Child }) {
  const [application] = applications;
  return application ? <Link to={`/applications/${application.id}`}>{name}</Link> : <span>{name}</span>;
}
