import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Breadcrumb, Button, Card, Empty, Flex, Select, Typography } from 'antd';
import { Link } from 'react-router';
import { read, type Schemas } from '../../api/client.js';
import { Answered } from '../../parts/answer.js';
import { PageHead } from '../../parts/page-head.js';
import { usePeriods } from '../../reference/periods.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { colours, measures } from '../../theme/tokens.js';
import { type Asked, useAsked } from './asked.js';
import { Bar, Legend, missingOf } from './bar.js';
import { Children } from './children.js';
import { OfficesTable } from './offices-table.js';
import { texts } from './texts.js';
import { titleTexts } from './title.texts.js';

type Coverage = Schemas['CoverageView'];
type OfProgramme = Coverage['programmes'][number];

/** Who is entitled, who has been reached and who is missing: by office, and down to the child. */
export default function CoveragePage() {
  const { asked, go } = useAsked();
  const t = useTexts(texts);
  const head = useTexts(titleTexts);
  const periods = usePeriods();
  const query = { office: asked.office, period: asked.period };
  const coverage = useQuery(read('/api/v1/coverage', { query }));
  const registers = coverage.data?.registers;
  const period = coverage.data?.period;
  return (
    <>
      <PageHead
        title={head.title}
        about={registers?.roll && registers.registry && t.about(registers.roll, registers.registry)}
      >
        <Select
          aria-label={t.period}
          style={{ minWidth: 170 }}
          value={period}
          options={periods.options}
          onChange={(to) => go({ period: to })}
        />
        {registers?.registry && period && (
          <Button icon={<DownloadOutlined />} href={workbook(asked, period)}>
            {t.download}
          </Button>
        )}
      </PageHead>
      <Answered query={coverage}>{(data) => <Shown data={data} asked={asked} />}</Answered>
    </>
  );
}

function workbook({ office }: Asked, period: number): string {
  const query = new URLSearchParams({ period: String(period), ...(office && { office }) });
  return `/api/v1/coverage/workbook?${query}`;
}

function Shown({ data, asked }: { data: Coverage; asked: Asked }) {
  const t = useTexts(texts);
  const { registers, programmes, path, period } = data;
  if (!registers.registry || !registers.roll)
    return <Nothing title={registers.registry ? t.noRoll : t.noRegistry} help={t.loadIt} />;
  const largest = programmes.reduce<OfProgramme | null>(
    (most, each) => (each.counts.entitled > (most?.counts.entitled ?? -1) ? each : most),
    null,
  );
  const chosen = programmes.find(({ programme }) => programme === asked.programme) ?? largest;
  const office = path.at(-1);
  if (!chosen || !office) return <Nothing title={t.noProgramme} />;
  const show = asked.show ?? (chosen.offices.length === 0 ? 'missing' : undefined);
  return (
    <Flex vertical gap={measures.gap}>
      <Path path={path} />
      <nav aria-label={t.programmes}>
        <div
          style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(250px, 1fr))', gap: measures.small }}
        >
          {programmes
            .filter((each) => each === chosen || each.counts.entitled > 0)
            .map((each) => (
              <ProgrammeCard key={each.programme} of={each} chosen={each === chosen} />
            ))}
        </div>
      </nav>
      {chosen.counts.entitled === 0 ? (
        <Nothing title={t.nobody} />
      ) : (
        <>
          {chosen.offices.length > 0 && (
            <Card size="small">
              <Legend />
              <OfficesTable of={chosen} office={office} />
            </Card>
          )}
          {show && (
            <Children
              key={`${office.code} ${chosen.programme} ${show}`}
              office={office}
              programme={chosen.programme}
              period={period}
              show={show}
              counts={chosen.counts}
            />
          )}
        </>
      )}
    </Flex>
  );
}

const Nothing = ({ title, help }: { title: string; help?: string }) => (
  <Empty
    description={
      <>
        <Typography.Text strong>{title}</Typography.Text>
        {help && <Typography.Paragraph type="secondary">{help}</Typography.Paragraph>}
      </>
    }
  />
);

/** County, township, school: each but the last leads back up. */
function Path({ path }: { path: Coverage['path'] }) {
  const t = useTexts(texts);
  const { to } = useAsked();
  if (path.length < 2) return null;
  const last = path.length - 1;
  return (
    <nav aria-label={t.path}>
      <Breadcrumb
        items={path.map(({ code, name }, i) => ({
          key: code,
          title: i === last ? name : <Link to={to({ office: code, show: undefined })}>{name}</Link>,
        }))}
      />
    </nav>
  );
}

/** One programme in a sentence and a bar; a click chooses it. */
function ProgrammeCard({ of: { programme, title, counts }, chosen }: { of: OfProgramme; chosen: boolean }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { to } = useAsked();
  const { entitled, paid, applied, approved } = counts;
  const left = entitled - paid;
  return (
    <Link
      to={to({ programme, show: undefined })}
      aria-current={chosen || undefined}
      style={{ display: 'block', height: '100%' }}
    >
      <Card
        size="small"
        style={{
          height: '100%',
          borderColor: chosen ? colours.primary : colours.line,
          background: chosen ? colours.chosen : colours.surface,
        }}
      >
        <Flex vertical gap={measures.small}>
          <Typography.Text strong>{title[language]}</Typography.Text>
          {entitled > 0 && <Bar counts={counts} />}
          <div>
            <Typography.Text style={{ display: 'block', fontSize: 16 }}>{t.paidOf(paid, entitled)}</Typography.Text>
            <Typography.Text type="secondary">
              {left === 0 ? entitled > 0 && t.allPaid : t.toGo(left, applied + approved, missingOf(counts))}
            </Typography.Text>
          </div>
        </Flex>
      </Card>
    </Link>
  );
}
