import { Empty, Flex, Grid, Table, type TableColumnsType, Tag, Typography } from 'antd';
import { Link } from 'react-router';
import { api, type Schemas } from '../../api/client.js';
import { period } from '../../format/dates.js';
import { yuan } from '../../format/money.js';
import { useWords } from '../../format/words.js';
import { useMe } from '../../frame/session.js';
import { DueTag } from '../../parts/due-tag.js';
import { PageHead } from '../../parts/page-head.js';
import { Pages, usePages } from '../../parts/pages.js';
import { useProgrammes } from '../../reference/programmes.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { measures } from '../../theme/tokens.js';
import { Contents } from './contents.js';
import { HandIn } from './hand-in.js';
import { asksHead, HeadActions } from './head-actions.js';
import { texts } from './texts.js';
import { titleTexts } from './title.texts.js';

const PATH = '/api/v1/submissions';
const PAGE = 50;
export type Submission = Schemas['SubmissionViewDto'];

/** What schools handed in: the clerk prepares, the head confirms, offices read. Whether one may is the server's to say. */
export default function SubmissionsPage() {
  const { language } = useLanguage();
  const role = useMe().data?.post?.role;
  const pages = usePages<Submission>(
    [PATH, 'pages'],
    async (cursor, signal) => (await api.GET(PATH, { params: { query: { cursor, limit: PAGE } }, signal })).data!,
  );
  return (
    <>
      <PageHead title={titleTexts.title[language]} />
      <Flex vertical gap={measures.gap}>
        {role === 'clerk' && <HandIn />}
        <Pages pages={pages}>{(list) => <SubmissionTable list={list} />}</Pages>
      </Flex>
    </>
  );
}

function SubmissionTable({ list }: { list: Submission[] }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const words = useWords();
  const programmes = useProgrammes();
  const wide = Grid.useBreakpoint().md ?? true;
  const columns: TableColumnsType<Submission> = [
    {
      title: t.school,
      render: (_, { id, schoolName, number, programme }) => (
        <Flex vertical align="start">
          <Link to={`/submissions/${id}`}>
            {schoolName} · {t.number(number)}
          </Link>
          {!wide && <Typography.Text type="secondary">{programmes.title(programme)}</Typography.Text>}
        </Flex>
      ),
    },
    { title: t.programme, responsive: ['md'], render: (_, { programme }) => programmes.title(programme) },
    { title: t.period, responsive: ['lg'], render: (_, each) => period(each.period, language) },
    { title: t.count, dataIndex: 'count', align: 'right', width: 64 },
    { title: t.flagged, dataIndex: 'flagged', align: 'right', responsive: ['lg'] },
    { title: t.total, align: 'right', responsive: ['md'], render: (_, { totalFen }) => yuan(totalFen) },
    {
      title: t.difference,
      align: 'right',
      responsive: ['lg'],
      render: (_, { differenceToLastPeriod: by }) => (by === null ? '—' : by > 0 ? `+${by}` : by),
    },
    {
      title: t.state,
      render: (_, each) => (
        <Flex vertical align="start" gap={4}>
          <Tag>{words('phase', each.phase)}</Tag>
          {each.phase !== 'confirmed' && <DueTag at={each.dueAt} />}
        </Flex>
      ),
    },
    ...(list.some(asksHead)
      ? [{ title: '', render: (_: unknown, each: Submission) => <HeadActions submission={each} /> }]
      : []),
  ];
  return (
    <Table
      size="middle"
      rowKey="id"
      columns={columns}
      dataSource={list}
      pagination={false}
      locale={{ emptyText: <Empty description={t.none} /> }}
      expandable={{
        columnWidth: 40,
        expandedRowRender: ({ id, phases }) => <Contents submission={id} phases={phases} />,
      }}
    />
  );
}
