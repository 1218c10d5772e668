import { Alert, Button, Card, Empty, Flex, Grid, Segmented, Table, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { COVERAGE_KIND_WORDS, missingReason } from '#domain';
import { api, type Schemas } from '../../api/client.js';
import { Pages, usePages } from '../../parts/pages.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { measures } from '../../theme/tokens.js';
import { type Show, useAsked } from './asked.js';
import { type Counts, KINDS, missingOf, Swatch } from './bar.js';
import { BeginDrafts } from './begin-drafts.js';
import { texts } from './texts.js';

export type Child = Schemas['CoveredChildView'];

const PATH = '/api/v1/coverage/children';
const PAGE = 100;

interface Props {
  readonly office: Schemas['CoverageOfficeView'];
  readonly programme: string;
  readonly period: number;
  readonly show: Show;
  readonly counts: Counts;
}

/** The children behind one number, each with why and where it is; a clerk begins their applications from here. */
export function Children({ office, programme, period, show, counts }: Props) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { go } = useAsked();
  const [beginning, setBeginning] = useState(false);
  const [begun, setBegun] = useState(0);
  const query = { office: office.code, programme, period, show };
  const pages = usePages<Child>(
    [PATH, query],
    async (cursor, signal) =>
      (await api.GET(PATH, { params: { query: { ...query, cursor, limit: PAGE } }, signal })).data!,
  );
  const open = pages.data?.filter(({ mayBegin }) => mayBegin) ?? [];
  const missing = missingOf(counts);
  const choices: [Show, string, number][] = [
    ['missing', t.missing, missing],
    ...KINDS.map((kind): [Show, string, number] => [kind, COVERAGE_KIND_WORDS[kind][language], counts[kind]]),
    ['entitled', t.entitled, counts.entitled],
  ];
  return (
    <Card
      size="small"
      title={office.name}
      extra={
        open.length > 0 && (
          <Button type="primary" onClick={() => setBeginning(true)}>
            {t.begin(open.length)}
          </Button>
        )
      }
    >
      <Flex vertical gap={measures.small}>
        <div style={{ overflowX: 'auto' }}>
          <Segmented<Show>
            aria-label={t.kind}
            value={show}
            options={choices.map(([value, label, count]) => ({ value, label: `${label} ${count}` }))}
            onChange={(to) => go({ office: office.code, programme, show: to })}
          />
        </div>
        {show === 'to-verify' && <Alert type="info" showIcon title={t.verify} />}
        {begun > 0 && (
          <Alert
            type="success"
            showIcon
            role="status"
            title={t.begun(begun)}
            action={
              <Link to="/submissions">
                <Button size="small">{t.handIn}</Button>
              </Link>
            }
          />
        )}
        <Pages pages={pages}>{(items) => <Rows items={items} ofOneSchool={office.level === 'school'} />}</Pages>
      </Flex>
      {beginning && (
        <BeginDrafts
          items={open}
          programme={programme}
          period={period}
          onClose={() => setBeginning(false)}
          onBegun={(count) => {
            setBegun(count);
            setBeginning(false);
          }}
        />
      )}
    </Card>
  );
}

function Rows({ items, ofOneSchool }: { items: readonly Child[]; ofOneSchool: boolean }) {
  const wide = Grid.useBreakpoint().md ?? true;
  const t = useTexts(texts);
  const { language } = useLanguage();
  const columns: TableColumnsType<Child> = [
    {
      title: t.name,
      render: (_, { name, application }) =>
        application ? <Link to={`/applications/${application}`}>{name}</Link> : name,
    },
    { title: t.idNumber, dataIndex: 'idNumber', responsive: ['md'] },
    {
      title: t.place,
      hidden: ofOneSchool,
      render: (_, { schoolName, townshipName }) => schoolName ?? townshipName,
    },
    {
      title: t.className,
      render: (_, { grade, className }) => [grade, className].filter(Boolean).join(' '),
      responsive: ['md'],
    },
    {
      title: t.kind,
      render: (_, child) => (
        <Flex vertical gap={4} align="start">
          <Tag
            variant="filled"
            icon={<Swatch kind={child.kind} />}
            style={{ display: 'inline-flex', gap: 6, alignItems: 'center' }}
          >
            {COVERAGE_KIND_WORDS[child.kind][language]}
          </Tag>
          {!wide && <Reason child={child} />}
        </Flex>
      ),
    },
    { title: t.reason, hidden: !wide, render: (_, child) => <Reason child={child} /> },
  ];
  return (
    <Table<Child>
      size="middle"
      rowKey="person"
      pagination={false}
      columns={columns}
      dataSource={[...items]}
      scroll={{ x: wide ? 'max-content' : undefined }}
      locale={{ emptyText: <Empty description={t.none} /> }}
    />
  );
}

function Reason({ child: { reason, householdNo, birthDate, mayBegin } }: { child: Child }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  if (reason) return missingReason(reason, language);
  if (birthDate) return t.household(householdNo ?? '—', birthDate);
  return mayBegin && t.notBegun;
}
