import { Alert, Empty, Flex, Input, Table, Tag, Typography } from 'antd';
import { Link } from 'react-router';
import { api, type Schemas } from '../../api/client.js';
import { useQuestion } from '../../api/command.js';
import { period } from '../../format/dates.js';
import { useWords } from '../../format/words.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useProgrammes } from '../../reference/programmes.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { measures } from '../../theme/tokens.js';
import { texts } from './texts.js';

type Child = Schemas['ChildFoundView'];
/** Whatever holds a digit is no name. */
const asSearch = (typed: string) => (/\d/.test(typed.normalize('NFKC')) ? { idNumber: typed } : { name: typed });

/** All that was ever applied for a child. What is typed stays on this page: it is in no address and in no record. */
export function ChildSearch() {
  const t = useTexts(texts);
  const search = useQuestion(
    async (typed: string) => (await api.POST('/api/v1/audit/children', { body: asSearch(typed) })).data!,
  );
  return (
    <Flex vertical gap={measures.small + 4}>
      <Typography.Text type="secondary">{t.searchHelp}</Typography.Text>
      <Input.Search
        aria-label={t.searchBy}
        placeholder={t.searchBy}
        enterButton={t.search}
        autoComplete="off"
        style={{ maxWidth: 420 }}
        loading={search.isPending}
        onSearch={(typed) => typed.trim() && search.mutate(typed.trim())}
      />
      <ProblemNotice error={search.error} />
      {search.data?.more && <Alert type="info" showIcon title={t.moreChildren} />}
      {search.data && <Found items={search.data.items} />}
    </Flex>
  );
}

function Found({ items }: { items: Child[] }) {
  const t = useTexts(texts);
  return (
    <Table<Child>
      size="middle"
      rowKey="person"
      pagination={false}
      dataSource={items}
      locale={{ emptyText: <Empty description={t.noChild} /> }}
      columns={[
        {
          title: t.child,
          width: 200,
          render: (_, { name, idNumber }) => (
            <Flex vertical>
              <Typography.Text strong>{name}</Typography.Text>
              <Typography.Text type="secondary">{idNumber}</Typography.Text>
            </Flex>
          ),
        },
        { title: t.applications, render: (_, child) => <Applications of={child} /> },
      ]}
    />
  );
}

function Applications({ of: { name, applications } }: { of: Child }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const words = useWords();
  const programmes = useProgrammes();
  return (
    <Flex vertical gap="small">
      {applications.map(({ id, period: code, programme, schoolName, phase }) => (
        <div key={id}>
          <div>
            {programmes.title(programme)} <Tag>{words('phase', phase)}</Tag>
          </div>
          <Flex wrap gap="small">
            <Typography.Text type="secondary">
              {schoolName} · {period(code, language)}
            </Typography.Text>
            <Link to={`/applications/${id}`}>{t.open}</Link>
            <Link to={`/trail/application/${id}`} aria-label={t.checkOf(name)}>
              {t.check}
            </Link>
          </Flex>
        </div>
      ))}
    </Flex>
  );
}
