import { ArrowLeftOutlined, PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Empty, Flex, Table, Tag } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { capitals } from '#domain';
import { read, type Schemas } from '../../api/client.js';
import { period } from '../../format/dates.js';
import { yuan } from '../../format/money.js';
import { useWords } from '../../format/words.js';
import { Answered } from '../../parts/answer.js';
import { PageHead } from '../../parts/page-head.js';
import { byClass } from '../../print/by-class.js';
import { Sheets } from '../../print/sheets.js';
import { useProgrammes } from '../../reference/programmes.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { measures } from '../../theme/tokens.js';
import { HeadActions } from '../submissions/head-actions.js';
import { texts } from './texts.js';

type Submission = Schemas['SubmissionViewDto'];
type Child = Schemas['ChildOnRosterView'];
/** So many lines leave room on the last sheet for both totals and the signatures. */
const LINES = 23;

/** What a school handed in, child by child; on paper its roster by class (花名册). */
export default function SubmissionPage() {
  const { id = '' } = useParams();
  const submission = useQuery(read('/api/v1/submissions/{id}', { path: { id } }));
  const roster = useQuery(read('/api/v1/submissions/{id}/roster', { path: { id } }));
  return (
    <Answered query={submission}>
      {(found) => <Answered query={roster}>{(list) => <Shown submission={found} list={list} />}</Answered>}
    </Answered>
  );
}

function Shown({ submission, list }: { submission: Submission; list: Child[] }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const words = useWords();
  const navigate = useNavigate();
  const programmes = useProgrammes();
  const programme = programmes.title(submission.programme);
  const totalFen = list.reduce((sum, { amountFen }) => sum + amountFen, 0);
  return (
    <>
      <div className="no-print">
        <PageHead
          title={
            <Flex gap="small" align="center" wrap>
              {submission.schoolName} · {t.number(submission.number)} <Tag>{words('phase', submission.phase)}</Tag>
            </Flex>
          }
          about={`${programme} · ${period(submission.period, language)} · ${t.about(list.length, yuan(totalFen))}`}
        >
          <Button icon={<ArrowLeftOutlined />} onClick={() => navigate('/submissions')}>
            {t.back}
          </Button>
          <Button href={`/notice/${submission.school}`} target="_blank">
            {t.notice}
          </Button>
          <Button icon={<PrinterOutlined />} disabled={list.length === 0} onClick={() => window.print()}>
            {t.print}
          </Button>
        </PageHead>
        <Flex vertical gap={measures.gap}>
          <HeadActions submission={submission} />
          <Children list={list} />
        </Flex>
      </div>
      {list.length > 0 && (
        <Roster
          list={list}
          school={submission.schoolName}
          about={[t.programme(programme), t.period(period(submission.period, language))]}
        />
      )}
    </>
  );
}

const useCategory = () => {
  const t = useTexts(texts);
  return ({ householdType, specialCategory }: Child) =>
    [householdType, specialCategory].filter(Boolean).join(t.between);
};

function Children({ list }: { list: Child[] }) {
  const t = useTexts(texts);
  const words = useWords();
  const category = useCategory();
  return (
    <Table<Child>
      size="small"
      rowKey="id"
      dataSource={list}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: <Empty description={t.none} /> }}
      columns={[
        { title: t.name, render: (_, { id, name }) => <Link to={`/applications/${id}`}>{name}</Link> },
        {
          title: t.class,
          onCell: () => ({ style: { whiteSpace: 'nowrap' } }),
          render: (_, { grade, className }) => `${grade ?? ''}${className ?? ''}`,
        },
        { title: t.sex, dataIndex: 'sex', responsive: ['lg'] },
        { title: t.category, responsive: ['md'], render: (_, child) => category(child) },
        { title: t.boarding, responsive: ['lg'], render: (_, { boarding }) => (boarding ? t.yes : t.no) },
        { title: t.amount, align: 'right', render: (_, { amountFen }) => yuan(amountFen) },
        {
          title: t.state,
          onCell: () => ({ style: { whiteSpace: 'nowrap' } }),
          render: (_, { phase }) => words('phase', phase),
        },
      ]}
    />
  );
}

function Roster({ list, school, about }: { list: Child[]; school: string; about: readonly string[] }) {
  const t = useTexts(texts);
  const category = useCategory();
  const totalFen = list.reduce((sum, { amountFen }) => sum + amountFen, 0);
  return (
    <Sheets<Child>
      title={t.rosterTitle(school)}
      about={about}
      lines={LINES}
      groups={byClass(list, t.unknownClass)}
      amountOf={({ amountFen }) => amountFen}
      columns={[
        { title: t.name, width: 32, cell: ({ name }) => name },
        { title: t.sex, width: 13, align: 'centre', cell: ({ sex }) => sex },
        { title: t.idNumber, width: 42, cell: ({ idNumber }) => idNumber },
        { title: t.category, cell: category },
        { title: t.boarding, width: 13, align: 'centre', cell: ({ boarding }) => (boarding ? t.yes : t.no) },
        { title: t.amount, width: 24, align: 'number', isAmount: true, cell: ({ amountFen }) => yuan(amountFen) },
        { title: t.remark, width: 16, cell: () => null },
      ]}
      closing={
        <>
          <p className="note">{t.capitals(capitals(totalFen))}</p>
          <p className="closing">
            <span>{t.head}</span>
            <span>{t.clerk}</span>
            <span>{t.seal}</span>
            <span>{t.date}</span>
          </p>
        </>
      }
    />
  );
}
