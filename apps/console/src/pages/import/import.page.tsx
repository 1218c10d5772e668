import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Flex, Popconfirm, Progress, Statistic } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { api, read, type Schemas } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { moment, period } from '../../format/dates.js';
import { yuan } from '../../format/money.js';
import { Answered } from '../../parts/answer.js';
import { PageHead } from '../../parts/page-head.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { colours, measures } from '../../theme/tokens.js';
import { ImportRows } from './import-rows.js';
import { texts } from './texts.js';

const LOOK_EVERY_MS = 700;
/** States that lead on by themselves, each with its words. */
const UNDER_WAY = ['reading', 'checking', 'drafting'] as const;
type UnderWay = (typeof UNDER_WAY)[number];
const isUnderWay = (state: string | undefined): state is UnderWay => UNDER_WAY.includes(state as UnderWay);

export default function ImportPage() {
  const { id = '' } = useParams();
  const view = useQuery({
    ...read('/api/v1/imports/{id}', { path: { id } }),
    refetchInterval: ({ state }) => (isUnderWay(state.data?.state) ? LOOK_EVERY_MS : false),
  });
  return <Answered query={view}>{(found) => <Shown found={found} />}</Answered>;
}

/** What came of an upload: figures, what is to be said of the file, and each row with its reason. */
function Shown({ found }: { found: Schemas['ImportView'] }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const discard = useCommand(() => api.DELETE('/api/v1/imports/{id}', { params: { path: { id: found.id } } }));
  const isReady = found.state === 'ready';
  return (
    <>
      <PageHead title={found.fileName} about={`${period(found.period, language)} · ${moment(found.at)}`}>
        <Button onClick={() => navigate('/imports')}>{t.back}</Button>
        {isReady && (
          <Button icon={<DownloadOutlined />} title={t.downloadHelp} href={`/api/v1/imports/${found.id}/marked-roster`}>
            {t.download}
          </Button>
        )}
        {isReady && (
          <Popconfirm
            title={t.discardSure}
            okText={t.yes}
            cancelText={t.no}
            onConfirm={() => discard.mutate(undefined)}
          >
            <Button danger loading={discard.isPending}>
              {t.discard}
            </Button>
          </Popconfirm>
        )}
        {isReady && found.counts.drafts > 0 && (
          <Button type="primary" onClick={() => navigate('/submissions')}>
            {t.submitGood(found.counts.drafts)}
          </Button>
        )}
      </PageHead>
      <Flex vertical gap={measures.gap}>
        <ProblemNotice error={discard.error} />
        {isUnderWay(found.state) && (
          <Card size="small">
            <Progress
              aria-label={t.title}
              percent={Math.floor((100 * found.done) / Math.max(1, found.total))}
              status="active"
              showInfo={found.total > 0}
              strokeColor={colours.primary}
            />
            <span role="status">{t[found.state](found.done, found.total)}</span>
          </Card>
        )}
        {found.state === 'discarded' && <Alert type="info" showIcon title={t.discarded} />}
        {found.state === 'failed' && (
          <Alert type="error" showIcon title={t.failed} description={found.faultSentence?.[language]} />
        )}
        {found.sameFileAs && <Alert type="info" showIcon title={t.sameFile} />}
        {found.warnings.map((warning) => (
          <Alert key={warning.zh} type="warning" showIcon title={warning[language]} />
        ))}
        {!isUnderWay(found.state) && found.counts.rows > 0 && (
          <>
            <Figures counts={found.counts} />
            <ImportRows id={found.id} canCorrect={isReady} counts={found.counts} />
          </>
        )}
      </Flex>
    </>
  );
}

function Figures({ counts }: { counts: Schemas['ImportCountsView'] }) {
  const t = useTexts(texts);
  const figures = [
    { title: t.rows, value: counts.rows },
    { title: t.accepted, value: counts.accepted, color: colours.fine },
    { title: t.flagged, value: counts.flagged, color: colours.soon },
    { title: t.rejected, value: counts.rejected, color: colours.late },
    { title: t.drafts, value: counts.drafts },
    { title: t.total, value: yuan(counts.draftsFen) },
  ];
  return (
    <Card size="small">
      <Flex wrap gap={measures.gap * 2}>
        {figures.map(({ title, value, color }) => (
          <Statistic key={title} title={title} value={value} styles={{ content: { color } }} />
        ))}
      </Flex>
      {counts.already > 0 && t.already(counts.already)}
    </Card>
  );
}
