import { useQuery } from '@tanstack/react-query';
import { Button, Empty, Flex, Table, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
import { read, type Schemas } from '../../api/client.js';
import { period } from '../../format/dates.js';
import { yuan } from '../../format/money.js';
import { useWords } from '../../format/words.js';
import { useMe } from '../../frame/session.js';
import { Answered } from '../../parts/answer.js';
import { DueTag } from '../../parts/due-tag.js';
import { PageHead } from '../../parts/page-head.js';
import { useProgrammes } from '../../reference/programmes.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { measures } from '../../theme/tokens.js';
import { Contents } from './contents.js';
import { HandIn } from './hand-in.js';
import { ConfirmDialog, SendBackDialog } from './head-dialogs.js';
import { texts } from './texts.js';

export type Submission = Schemas['SubmissionViewDto'];

/** What schools handed in: the clerk prepares, the head confirms, offices read. Whether one may is the server's to say. */
export default function SubmissionsPage() {
  const t = useTexts(texts);
  const role = useMe().data?.post?.role;
  const submissions = useQuery(read('/api/v1/submissions', { query: { limit: 200 } }));
  return (
    <>
      <PageHead title={t.title} />
      <Flex vertical gap={measures.gap}>
        {role === 'clerk' && <HandIn />}
        <Answered query={submissions}>{(list) => <SubmissionTable list={list} isHead={role === 'head'} />}</Answered>
      </Flex>
    </>
  );
}

function SubmissionTable({ list, isHead }: { list: Submission[]; isHead: boolean }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const words = useWords();
  const programmes = useProgrammes();
  const columns: TableColumnsType<Submission> = [
    { title: t.school, render: (_, { schoolName, number }) => `${schoolName} · ${t.number} ${number}` },
    { title: t.programme, responsive: ['md'], render: (_, { programme }) => programmes.title(programme) },
    { title: t.period, responsive: ['lg'], render: (_, each) => period(each.period, language) },
    { title: t.count, dataIndex: 'count', align: 'right' },
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
    ...(isHead ? [{ title: '', render: (_: unknown, each: Submission) => <HeadActions submission={each} /> }] : []),
  ];
  return (
    <Table
      size="middle"
      rowKey="id"
      columns={columns}
      dataSource={list}
      pagination={false}
      locale={{ emptyText: <Empty description={t.none} /> }}
      expandable={{ expandedRowRender: ({ id, phases }) => <Contents submission={id} phases={phases} /> }}
    />
  );
}

/** What the head does with what the clerk prepared. */
function HeadActions({ submission }: { submission: Submission }) {
  const t = useTexts(texts);
  const [asking, setAsking] = useState<'confirm' | 'send-back' | null>(null);
  const close = () => setAsking(null);
  // The API lists no available commands for a submission; its phase says to whom it belongs.
  if (submission.phase !== 'prepared') return null;
  return (
    <Flex gap="small" wrap>
      <Button type="primary" onClick={() => setAsking('confirm')}>
        {t.confirm}
      </Button>
      <Button onClick={() => setAsking('send-back')}>{t.sendBack}</Button>
      {asking === 'confirm' && <ConfirmDialog submission={submission} onClose={close} />}
      {asking === 'send-back' && <SendBackDialog submission={submission} onClose={close} />}
    </Flex>
  );
}
