import { CheckCircleOutlined, FlagOutlined } from '@ant-design/icons';
import { Card, Descriptions, Flex, Typography } from 'antd';
import { useWords } from '../../format/words.js';
import { useTexts } from '../../text/language.js';
import { colours, measures } from '../../theme/tokens.js';
import type { Application } from './application.page.js';
import { texts } from './texts.js';

/** What roll and registry said, and where the school's roster differed from them. */
export function Checks({ application: { basis, flags } }: { application: Application }) {
  const t = useTexts(texts);
  const words = useWords();
  const rows = basis
    ? [
        { key: 'roll', label: t.roll, children: `${basis.grade} · ${basis.boarding ? t.boards : t.dayPupil}` },
        { key: 'registry', label: t.registry, children: basis.householdType ?? t.none },
        { key: 'special', label: t.special, children: basis.specialCategory ?? t.none },
      ]
    : [];
  return (
    <Card title={t.checks} size="small" style={{ height: '100%' }}>
      <Descriptions size="small" column={1} items={rows} styles={{ label: { width: 80 } }} />
      {flags.length > 0 ? (
        <Flex vertical gap="small" style={{ marginTop: measures.small }}>
          <Typography.Text strong>{t.flags}</Typography.Text>
          {flags.map((code) => (
            <Typography.Text key={code} style={{ color: colours.soon }}>
              <FlagOutlined /> {words('flag', code)}
            </Typography.Text>
          ))}
        </Flex>
      ) : (
        <Typography.Paragraph style={{ color: colours.fine, marginTop: measures.small }}>
          <CheckCircleOutlined /> {t.noFlags}
        </Typography.Paragraph>
      )}
    </Card>
  );
}
