import { CheckCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Card, Flex, Timeline as Line, Tag, Typography } from 'antd';
import { useEffect } from 'react';
import { read, type Schemas } from '../../api/client.js';
import { moment } from '../../format/dates.js';
import { Answered } from '../../parts/answer.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { colours, measures } from '../../theme/tokens.js';
import { texts } from './texts.js';

/** What happened, in sentences, latest first, and whether the record proves it. */
export function Timeline({ application, version }: { application: string; version: number }) {
  const t = useTexts(texts);
  const timeline = useQuery(read('/api/v1/applications/{id}/timeline', { path: { id: application } }));
  const { refetch } = timeline;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version means that something happened.
  useEffect(() => void refetch(), [version, refetch]);
  return (
    <Card title={t.timeline} size="small" extra={timeline.data && <Proof intact={timeline.data.chain.intact} />}>
      <Answered query={timeline}>
        {({ entries }) => (
          <Line
            items={entries.toReversed().map((entry) => ({ key: entry.version, content: <Entry entry={entry} /> }))}
          />
        )}
      </Answered>
    </Card>
  );
}

function Proof({ intact }: { intact: boolean }) {
  const t = useTexts(texts);
  return (
    <Typography.Text style={{ color: intact ? colours.fine : colours.late }}>
      {intact ? <CheckCircleOutlined /> : <WarningOutlined />} {intact ? t.intact : t.broken}
    </Typography.Text>
  );
}

function Entry({ entry: { at, who, sentence, text, textState, late } }: { entry: Schemas['TimelineEntryView'] }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const said = sentence[language];
  /** The sentence itself says who, in which seat and for whom; the name leads it. */
  const name = who && said.startsWith(who.name) ? who.name : '';
  return (
    <Flex vertical gap={2}>
      <Typography.Text type="secondary">{moment(at)}</Typography.Text>
      <span>
        <strong>{name}</strong>
        {said.slice(name.length)}{' '}
        {late && (
          <Tag variant="filled" style={{ color: colours.late, background: colours.lateSurface }}>
            {t.late}
          </Tag>
        )}
      </span>
      {text && (
        <Typography.Text
          style={{
            whiteSpace: 'pre-wrap',
            paddingInlineStart: measures.small,
            borderInlineStart: `3px solid ${colours.line}`,
          }}
        >
          {text}
        </Typography.Text>
      )}
      {textState === 'erased' && <Typography.Text type="secondary">{t.textErased}</Typography.Text>}
      {textState === 'altered' && <Typography.Text type="danger">{t.textAltered}</Typography.Text>}
    </Flex>
  );
}
