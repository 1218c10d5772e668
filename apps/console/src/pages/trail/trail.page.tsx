import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Flex } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { read, type Schemas } from '../../api/client.js';
import { period } from '../../format/dates.js';
import { Answered } from '../../parts/answer.js';
import { PageHead } from '../../parts/page-head.js';
import { useProgrammes } from '../../reference/programmes.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { measures } from '../../theme/tokens.js';
import { EventTable } from './event-table.js';
import { texts } from './texts.js';
import { titleTexts } from './title.texts.js';

type Trail = Schemas['TrailView'];
const KINDS = {
  application: 'kindApplication',
  submission: 'kindSubmission',
  'payment-batch': 'kindBatch',
} as const satisfies Record<Trail['kind'], keyof typeof texts>;

/** Every event of one case with its hash, and what the server found when it checked the chain. */
export default function TrailPage() {
  const { kind, id } = useParams() as { kind: Trail['kind']; id: string };
  const trail = useQuery({
    ...read('/api/v1/audit/streams/{kind}/{id}', { path: { kind, id } }),
    meta: { live: false }, // checked as the page was opened: that is what it says
  });
  return <Answered query={trail}>{(view) => <Shown trail={view} />}</Answered>;
}

function Shown({ trail }: { trail: Trail }) {
  const t = useTexts(texts);
  const { title } = useTexts(titleTexts);
  const { language } = useLanguage();
  const programmes = useProgrammes();
  const navigate = useNavigate();
  const about = [trail.name, trail.officeName, programmes.title(trail.programme), period(trail.period, language)];
  return (
    <>
      <PageHead title={`${title} · ${t[KINDS[trail.kind]]}`} about={about.filter(Boolean).join(' · ')}>
        {trail.kind === 'application' && (
          <Link to={`/applications/${trail.id}`}>
            <Button>{t.openCase}</Button>
          </Link>
        )}
        <Button icon={<ArrowLeftOutlined />} onClick={() => navigate(-1)}>
          {t.back}
        </Button>
      </PageHead>
      <Flex vertical gap={measures.gap}>
        <Outcome chain={trail.chain} count={trail.entries.length} />
        <EventTable entries={trail.entries} faults={trail.chain.faults} />
      </Flex>
    </>
  );
}

/** What the server found. The page computes nothing of it. */
function Outcome({ chain: { intact, faults, endsWhereListed }, count }: { chain: Trail['chain']; count: number }) {
  const t = useTexts(texts);
  if (intact) return <Alert type="success" showIcon title={t.whole(count)} description={t.wholeHelp} />;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t.broken}
      description={
        <ul style={{ margin: 0 }}>
          {faults.map(({ version, fault }) => (
            <li key={`${version} ${fault}`}>{t[fault](version)}</li>
          ))}
          {!endsWhereListed && <li>{t.cutOff}</li>}
        </ul>
      }
    />
  );
}
