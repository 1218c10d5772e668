import { Badge, Button, Card, Empty, Flex, Switch, Typography } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { api, type Schemas } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { moment } from '../../format/dates.js';
import { PageHead } from '../../parts/page-head.js';
import { Pages, usePages } from '../../parts/pages.js';
import { useTexts } from '../../text/language.js';
import { measures } from '../../theme/tokens.js';
import { texts } from './texts.js';

type Told = Schemas['InboxMessageView'];
const PATH = '/api/v1/inbox';
const PAGE = 50;
/** A line of a message that is nothing but an address of the console; by e-mail it has a host before it. */
const ADDRESS = /^\s*(?:https?:\/\/[^/\s]+)?(\/(?:applications|submissions)\/[\w-]+)$/;

export default function InboxPage() {
  const t = useTexts(texts);
  const [search, setSearch] = useSearchParams();
  const unread = search.get('unread') === 'true' || undefined;
  const pages = usePages<Told>(
    [PATH, 'pages', unread],
    async (cursor, signal) =>
      (await api.GET(PATH, { params: { query: { unread, cursor, limit: PAGE } }, signal })).data!,
  );
  const readAll = useCommand((upTo: string) => api.POST('/api/v1/inbox/read', { body: { upTo } }));
  const newest = pages.data?.[0];
  return (
    <>
      <PageHead title={t.title}>
        <Flex component="label" align="center" gap="small">
          <Switch checked={Boolean(unread)} onChange={(only) => setSearch(only ? { unread: 'true' } : {})} />
          {t.unreadOnly}
        </Flex>
        <Button disabled={!newest} onClick={() => readAll.mutate(newest!.id)}>
          {t.readAll}
        </Button>
      </PageHead>
      <Pages pages={pages}>
        {(items) =>
          items.length > 0 ? (
            <Flex vertical gap="small">
              {items.map((each) => (
                <Message key={each.id} message={each} />
              ))}
            </Flex>
          ) : (
            <Empty description={t.none} />
          )
        }
      </Pages>
    </>
  );
}

function Message({ message: { id, at, subject, body, readAt } }: { message: Told }) {
  const t = useTexts(texts);
  const markRead = useCommand(() => api.POST('/api/v1/inbox/{id}/read', { params: { path: { id } } }));
  const title = (
    <Flex gap="small" align="center">
      {readAt === null && (
        <Badge status="processing" text={<Typography.Text type="secondary">{t.unread}</Typography.Text>} />
      )}
      <span style={{ whiteSpace: 'normal' }}>{subject}</span>
    </Flex>
  );
  return (
    <Card
      size="small"
      title={title}
      extra={<Typography.Text type="secondary">{moment(at)}</Typography.Text>}
      styles={{ header: { paddingBlock: measures.small } }}
      onClick={() => readAt === null && markRead.mutate(undefined)}
    >
      {body.split('\n').map((line, index) => {
        const [, path] = ADDRESS.exec(line) ?? [];
        return (
          // Lines of one message, which never change.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above.
          <div key={index} style={{ minHeight: measures.small, paddingInlineStart: path ? 12 : 0 }}>
            {path ? <Link to={path}>{t.open}</Link> : line}
          </div>
        );
      })}
    </Card>
  );
}
