import { Alert, Empty, Flex, Input, Table, Tag, Typography } from 'antd';
import { Link } from 'react-router';
import { api, type Schemas } from '../api/client.js';
import { useQuestion } from '../api/command.js';
import { period } from '../format/dates.js';
import { useWords } from '../format/words.js';
import { useProgrammes } from '../reference/programmes.js';
import { useLanguage, useTexts } from '../text/language.js';
import { measures } from '../theme/tokens.js';
import { texts } from './child-search.texts.js';
import { ProblemNotice } from './problem.js';

type Child = Schemas['ChildFoundView'];
/** Whatever holds a digit is no name. */
const asSearch = (typed: string) => (/\d/.test(typed.normalize('NFKC')) ? { idNumber: typed } : { name: typed });

/**
 * All that was ever applied for a child. What is typed stays on this page: it is in no address and in no record.
 * `trail`: for whoever may check the record.
 */
export function ChildSearch({ trail = false }: { trail?: boolean }) {
  const t = useTexts(texts);
  const search = useQuestion(
    async (typed: string) => (await api.POST('/api/v1/applications/search', { body: asSearch(typed) })).data!,
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
      {search.data && <Found items={search.data.items} trail={trail} />}
    </Flex>
  );
}

function Found({ items, trail }: { items: Child[]; trail: boolean }) {
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
        { title: t.applications, render: (_, child) => <Applications of={child} trail={trail} /> },
      ]}
    />
  );
}

function Applications({ of: { name, applications }, trail }: { of: Child; trail: boolean }) {
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
            {trail && (
              <Link to={`/trail/application/${id}`} aria-label={t.checkOf(name)}>
                {t.check}
              </Link>
            )}
          </Flex>
        </div>
      ))}
    </Flex>
  );
}
