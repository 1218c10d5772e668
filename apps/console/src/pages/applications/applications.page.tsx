import { Empty, Flex, Select, Table, Tabs, Tag } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { api, type Schemas } from '../../api/client.js';
import { yuan } from '../../format/money.js';
import { words as texted } from '../../format/texts.js';
import { useWords } from '../../format/words.js';
import { ChildSearch } from '../../parts/child-search.js';
import { DueTag } from '../../parts/due-tag.js';
import { PageHead } from '../../parts/page-head.js';
import { Pages, usePages } from '../../parts/pages.js';
import { useProgrammes } from '../../reference/programmes.js';
import { useTexts } from '../../text/language.js';
import { measures } from '../../theme/tokens.js';
import { texts } from './texts.js';

type Row = Schemas['ApplicationRowView'];
type Phase = Schemas['ApplicationView']['phase'];
const PATH = '/api/v1/applications';
const PAGE = 100;
/** Phases of an application; the same words also name those of a submission. */
const PHASES = Object.keys(texted.phase).filter((each) => !['owed', 'prepared', 'confirmed'].includes(each));

/** Where each application of the schools under one's office is, by what it is or by whose it is. A school sees its own. */
export default function ApplicationsPage() {
  const t = useTexts(texts);
  const [search, setSearch] = useSearchParams();
  return (
    <>
      <PageHead title={t.title} />
      <Tabs
        destroyOnHidden
        activeKey={search.get('by') === 'child' ? 'child' : 'list'}
        onChange={(to) => setSearch(to === 'child' ? { by: 'child' } : {})}
        items={[
          { key: 'list', label: t.list, children: <Listed /> },
          { key: 'child', label: t.ofChild, children: <ChildSearch /> },
        ]}
      />
    </>
  );
}

function Listed() {
  const t = useTexts(texts);
  const words = useWords();
  const programmes = useProgrammes();
  const [search, setSearch] = useSearchParams();
  const asked = {
    phase: (search.get('phase') as Phase | null) ?? undefined,
    programme: search.get('programme') ?? undefined,
  };
  const change = (name: string, value?: string) =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      value ? after.set(name, value) : after.delete(name);
      return after;
    });
  const pages = usePages<Row>(
    [PATH, 'pages', asked],
    async (cursor, signal) =>
      (await api.GET(PATH, { params: { query: { ...asked, cursor, limit: PAGE } }, signal })).data!,
  );
  return (
    <>
      <Flex wrap gap="small" style={{ marginBottom: measures.gap }}>
        <Select
          aria-label={t.phase}
          allowClear
          placeholder={t.allPhases}
          style={{ minWidth: 150 }}
          value={asked.phase}
          options={PHASES.map((value) => ({ value, label: words('phase', value) }))}
          onChange={(to) => change('phase', to)}
        />
        <Select
          aria-label={t.programme}
          allowClear
          placeholder={t.allProgrammes}
          style={{ minWidth: 150 }}
          popupMatchSelectWidth={false}
          value={asked.programme}
          options={programmes.options}
          onChange={(to) => change('programme', to)}
        />
      </Flex>
      <Pages pages={pages}>
        {(items) => <Rows items={items} empty={asked.phase || asked.programme ? t.none : t.noneYet} />}
      </Pages>
    </>
  );
}

function Rows({ items, empty }: { items: Row[]; empty: string }) {
  const t = useTexts(texts);
  const words = useWords();
  const programmes = useProgrammes();
  return (
    <Table<Row>
      size="middle"
      rowKey="id"
      pagination={false}
      dataSource={items}
      locale={{ emptyText: <Empty description={empty} /> }}
      columns={[
        { title: t.child, render: (_, { id, name }) => <Link to={`/applications/${id}`}>{name}</Link> },
        { title: t.idNumber, dataIndex: 'idNumber', responsive: ['lg'] },
        { title: t.school, dataIndex: 'schoolName', responsive: ['md'] },
        { title: t.programme, responsive: ['xl'], render: (_, { programme }) => programmes.title(programme) },
        { title: t.phase, render: (_, { phase }) => <Tag>{words('phase', phase)}</Tag> },
        { title: t.stage, responsive: ['lg'], render: (_, { stage }) => stage && programmes.stage(stage) },
        { title: t.amount, align: 'right', render: (_, { amountFen }) => yuan(amountFen) },
        {
          title: t.due,
          responsive: ['md'],
          render: (_, { dueAt, stopped }) => <DueTag at={dueAt} stopped={stopped} />,
        },
      ]}
    />
  );
}
