import { CheckCircleOutlined, CloseCircleOutlined, EditOutlined, FlagOutlined } from '@ant-design/icons';
import { Button, Flex, Tag, Typography } from 'antd';
import { api } from '../../api/client.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { colours } from '../../theme/tokens.js';
import { texts } from './texts.js';
import { type Row, useRowChange } from './use-rows.js';

const LOOKS = {
  bad: { icon: <CloseCircleOutlined />, color: colours.late, background: colours.lateSurface },
  flag: { icon: <FlagOutlined />, color: colours.soon, background: colours.soonSurface },
  good: { icon: <CheckCircleOutlined />, color: colours.fine, background: colours.fineSurface },
} as const;

interface Props {
  readonly importId: string;
  readonly row: Row;
  readonly canCorrect: boolean;
  readonly onEdit: () => void;
}

/** What came of a row, why, and what its clerk may do about it. */
export function RowOutcome({ importId, row, canCorrect, onEdit }: Props) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const params = { path: { id: importId, line: row.line } };
  const confirm = useRowChange(
    importId,
    async () => (await api.POST('/api/v1/imports/{id}/rows/{line}/confirm-passbook', { params, body: {} })).data!.rows,
  );
  const undo = useRowChange(
    importId,
    async () =>
      (await api.POST('/api/v1/imports/{id}/rows/{line}/undo', { params, body: { revision: row.revision } })).data!
        .rows,
  );
  const kind = row.outcome.startsWith('reject') ? 'bad' : row.flags.length > 0 ? 'flag' : 'good';
  const { icon, color, background } = LOOKS[kind];
  const looksRight = kind === 'good';
  return (
    <Flex vertical align="start" gap={4}>
      <Flex gap="small" align="start" wrap>
        <Tag icon={icon} variant="filled" style={{ color, background, marginInlineEnd: 0 }}>
          {t[kind]}
        </Tag>
        {row.corrections > 0 && <Tag style={{ marginInlineEnd: 0 }}>{t.corrected}</Tag>}
        {row.outcome !== 'accept' && (
          <Typography.Text style={{ flex: '1 1 240px' }}>{row.sentence?.[language]}</Typography.Text>
        )}
      </Flex>
      {canCorrect && row.correctable && (!looksRight || row.corrections > 0) && (
        <Flex gap="small" wrap>
          {!looksRight && (
            <Button size="small" icon={<EditOutlined />} aria-label={t.correctRow(row.line)} onClick={onEdit}>
              {t.correct}
            </Button>
          )}
          {row.confirmable === 'passbook' && (
            <Button size="small" loading={confirm.isPending} onClick={() => confirm.mutate(undefined)}>
              {t.passbook}
            </Button>
          )}
          {row.corrections > 0 && (
            <Button size="small" loading={undo.isPending} onClick={() => undo.mutate(undefined)}>
              {t.undo}
            </Button>
          )}
        </Flex>
      )}
      <ProblemNotice error={confirm.error ?? undo.error} />
    </Flex>
  );
}
