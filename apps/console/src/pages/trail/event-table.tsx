import { WarningOutlined } from '@ant-design/icons';
import { Descriptions, Flex, Grid, Table, Typography } from 'antd';
import type { Schemas } from '../../api/client.js';
import { moment } from '../../format/dates.js';
import { useWords } from '../../format/words.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { colours } from '../../theme/tokens.js';
import { eventTexts } from './event.texts.js';
import { texts } from './texts.js';

type Trail = Schemas['TrailView'];
type Entry = Trail['entries'][number];
const SHOWN_OF_HASH = 12;

interface Props {
  readonly entries: readonly Entry[];
  readonly faults: Trail['chain']['faults'];
}

/** What happened, oldest first; opened, each shows the whole envelope that was hashed. */
export function EventTable({ entries, faults }: Props) {
  const t = useTexts(texts);
  const named = useEventName();
  const wide = Grid.useBreakpoint().md ?? true;
  const faulty = new Set(faults.map(({ version }) => version));
  return (
    <Table<Entry>
      size="middle"
      rowKey={({ envelope }) => envelope.version}
      pagination={false}
      dataSource={entries as Entry[]}
      expandable={{ expandedRowRender: ({ envelope }) => <Envelope envelope={envelope} /> }}
      columns={[
        {
          title: t.version,
          width: 70,
          render: (_, { envelope: { version } }) => (
            <span style={faulty.has(version) ? { color: colours.late } : undefined}>
              {version} {faulty.has(version) && <WarningOutlined />}
            </span>
          ),
        },
        { title: t.at, width: 150, responsive: ['md'], render: (_, { envelope }) => moment(envelope.at) },
        {
          title: t.what,
          render: (_, { envelope }) => (
            <Flex vertical>
              {named(envelope.type)}
              {!wide && <Typography.Text type="secondary">{moment(envelope.at)}</Typography.Text>}
            </Flex>
          ),
        },
        { title: t.who, render: (_, entry) => <Who entry={entry} /> },
        {
          title: t.hash,
          width: 150,
          responsive: ['lg'],
          render: (_, { envelope: { hash } }) => (
            <Typography.Text code copyable={{ text: hash }}>
              {hash.slice(0, SHOWN_OF_HASH)}
            </Typography.Text>
          ),
        },
      ]}
    />
  );
}

function useEventName() {
  const words = useWords();
  const { language } = useLanguage();
  return (type: string): string =>
    (eventTexts as Record<string, { zh: string; en: string }>)[type]?.[language] ?? words('event', type);
}

function Who({ entry: { actorName, officeName, onBehalfOfName, envelope } }: { entry: Entry }) {
  const t = useTexts(texts);
  const words = useWords();
  if (!actorName) return <Typography.Text type="secondary">{t.bySystem}</Typography.Text>;
  return (
    <Flex vertical>
      <span>
        {actorName} {onBehalfOfName && t.onBehalfOf(onBehalfOfName)}
      </span>
      <Typography.Text type="secondary">
        {officeName} · {words('role', envelope.seat.split('/')[1] ?? envelope.seat)}
      </Typography.Text>
    </Flex>
  );
}

function Envelope({ envelope }: { envelope: Entry['envelope'] }) {
  const t = useTexts(texts);
  const code = (text: string) => <Typography.Text style={{ wordBreak: 'break-all' }}>{text}</Typography.Text>;
  return (
    <Descriptions
      size="small"
      column={1}
      items={[
        { key: 'type', label: t.type, children: code(envelope.type) },
        { key: 'seat', label: t.seat, children: code(envelope.seat) },
        { key: 'command', label: t.command, children: code(envelope.command) },
        { key: 'payload', label: t.content, children: code(JSON.stringify(envelope.payload)) },
        { key: 'previous', label: t.previous, children: code(envelope.previous) },
        { key: 'hash', label: t.hash, children: code(envelope.hash) },
      ]}
      styles={{ label: { width: 120 } }}
    />
  );
}
