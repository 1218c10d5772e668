import { Button, Empty, Flex, Grid, Table, type TableColumnsType, Tag, Typography } from 'antd';
import { Link } from 'react-router';
import type { Schemas } from '../../api/client.js';
import { moment } from '../../format/dates.js';
import { useWords } from '../../format/words.js';
import { useProgrammes } from '../../reference/programmes.js';
import { useTexts } from '../../text/language.js';
import { colours } from '../../theme/tokens.js';
import { texts } from './texts.js';

type Decision = Schemas['DecisionView'];

interface Props {
  readonly decisions: Decision[];
  readonly onPerson: (id: string) => void;
}

/** Who decided what, when, in which seat and on whom; from each the way to its proof. */
export function DecisionTable({ decisions, onPerson }: Props) {
  const t = useTexts(texts);
  const programmes = useProgrammes();
  const wide = Grid.useBreakpoint().md ?? true;
  const who = (_: unknown, each: Decision) => <Who decision={each} onPerson={onPerson} />;
  const what = (_: unknown, each: Decision) => <What decision={each} />;
  const about = (_: unknown, each: Decision) => <About decision={each} />;
  const proof = (_: unknown, each: Decision) => <Proof decision={each} />;
  const narrow: TableColumnsType<Decision> = [
    {
      title: t.what,
      render: (_, each) => (
        <Flex vertical gap={4}>
          {what(_, each)}
          {who(_, each)}
          <Typography.Text type="secondary">{moment(each.at)}</Typography.Text>
        </Flex>
      ),
    },
    {
      title: t.about,
      render: (_, each) => (
        <Flex vertical gap={4}>
          {about(_, each)}
          {proof(_, each)}
        </Flex>
      ),
    },
  ];
  return (
    <Table<Decision>
      size="middle"
      rowKey={({ stream, version }) => `${stream} ${version}`}
      pagination={false}
      dataSource={decisions}
      locale={{ emptyText: <Empty description={t.none} /> }}
      columns={
        wide
          ? [
              { title: t.at, width: 140, render: (_, { at }) => moment(at) },
              { title: t.who, render: who },
              { title: t.what, render: what },
              { title: t.about, render: about },
              { title: t.programme, responsive: ['xl'], render: (_, { programme }) => programmes.title(programme) },
              { title: t.check, render: proof },
            ]
          : narrow
      }
    />
  );
}

function Who({
  decision: { actor, actorName, officeName, seat },
  onPerson,
}: { decision: Decision } & Pick<Props, 'onPerson'>) {
  const words = useWords();
  return (
    <Flex vertical align="start">
      <Button type="link" style={{ padding: 0, height: 'auto' }} onClick={() => onPerson(actor)}>
        {actorName}
      </Button>
      <Typography.Text type="secondary">
        {officeName} · {words('role', seat.split('/')[1] ?? seat)}
      </Typography.Text>
    </Flex>
  );
}

function What({ decision: { type, stage, late } }: { decision: Decision }) {
  const t = useTexts(texts);
  const words = useWords();
  const programmes = useProgrammes();
  return (
    <Flex vertical align="start">
      <Flex gap={6} align="center">
        <span style={{ whiteSpace: 'nowrap' }}>{words('event', type)}</span>
        {late && (
          <Tag variant="filled" style={{ color: colours.late, background: colours.lateSurface }}>
            {t.isLate}
          </Tag>
        )}
      </Flex>
      {stage && <Typography.Text type="secondary">{programmes.stage(stage)}</Typography.Text>}
    </Flex>
  );
}

/** The child, or else the school or the programme that it was about. */
function useSubject({ name, schoolName, programme }: Decision): string {
  const programmes = useProgrammes();
  return name ?? schoolName ?? programmes.title(programme);
}

function About({ decision }: { decision: Decision }) {
  const subject = useSubject(decision);
  const { kind, stream, name, schoolName } = decision;
  return (
    <Flex vertical align="start">
      {kind === 'application' ? <Link to={`/applications/${stream}`}>{subject}</Link> : <span>{subject}</span>}
      {name && <Typography.Text type="secondary">{schoolName}</Typography.Text>}
    </Flex>
  );
}

function Proof({ decision }: { decision: Decision }) {
  const t = useTexts(texts);
  const subject = useSubject(decision);
  return (
    <Link to={`/trail/${decision.kind}/${decision.stream}`} aria-label={t.checkOf(subject)}>
      {t.check}
    </Link>
  );
}
