import { useQuery } from '@tanstack/react-query';
import { Button, Card, Col, Flex, Row, Tag } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { isOpenBatch } from '#domain';
import { read, type Schemas } from '../../api/client.js';
import { period } from '../../format/dates.js';
import { yuan } from '../../format/money.js';
import { useWords } from '../../format/words.js';
import { Answered } from '../../parts/answer.js';
import { PageHead } from '../../parts/page-head.js';
import { useProgrammes } from '../../reference/programmes.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { measures } from '../../theme/tokens.js';
import { Commands, WhoReleases } from './commands.js';
import { Excluded } from './excluded.js';
import { Lines } from './lines.js';
import { BatchSteps } from './steps.js';
import { texts } from './texts.js';
import { Banks, Schools } from './totals.js';

type Batch = Schemas['BatchDetailView'];
/** The worker goes on with a batch by itself: freezing, files, settling. */
const LOOK_EVERY_MS = 2_000;

export default function PaymentPage() {
  const { id = '' } = useParams();
  const batch = useQuery({
    ...read('/api/v1/payment-batches/{id}', { path: { id } }),
    refetchInterval: ({ state }) => (state.data && isOpenBatch(state.data.phase) ? LOOK_EVERY_MS : false),
  });
  return <Answered query={batch}>{(found) => <Shown batch={found} />}</Answered>;
}

function Shown({ batch }: { batch: Batch }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const words = useWords();
  const navigate = useNavigate();
  const programmes = useProgrammes();
  return (
    <>
      <PageHead
        title={
          <Flex gap="small" align="center" wrap>
            {programmes.title(batch.programme)} · {period(batch.period, language)}{' '}
            <Tag>{words('batch', batch.phase)}</Tag>
          </Flex>
        }
        about={t.about(batch.count, yuan(batch.totalFen), batch.createdByName)}
      >
        <Button onClick={() => navigate('/payments')}>{t.back}</Button>
      </PageHead>
      <Flex vertical gap={measures.gap}>
        <Card size="small">
          <BatchSteps batch={batch} />
        </Card>
        <WhoReleases batch={batch} />
        <Commands batch={batch} />
        <Excluded excluded={batch.excluded} />
        <Row gutter={[measures.gap, measures.gap]}>
          <Col xs={24} xl={10}>
            <Schools batch={batch} />
          </Col>
          <Col xs={24} xl={14}>
            <Banks batch={batch} />
          </Col>
        </Row>
        <Lines batch={batch.id} version={batch.version} />
      </Flex>
    </>
  );
}
