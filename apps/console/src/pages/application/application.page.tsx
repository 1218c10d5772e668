import { ArrowLeftOutlined, PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Col, Flex, Row, Tag } from 'antd';
import { useEffect, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { api, newKey, read, type Schemas } from '../../api/client.js';
import { CommandDialog } from '../../decisions/command-dialog.js';
import { COMMANDS, type CommandName, commandsOf } from '../../decisions/commands.js';
import { texts as commandTexts } from '../../decisions/texts.js';
import { moment, period } from '../../format/dates.js';
import { useWords } from '../../format/words.js';
import { Answered } from '../../parts/answer.js';
import { PageHead } from '../../parts/page-head.js';
import { useKeys } from '../../parts/use-keys.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { colours, measures } from '../../theme/tokens.js';
import { ApprovalForm } from './approval-form.js';
import { Checks } from './checks.js';
import { Facts } from './facts.js';
import { RouteLine } from './route-line.js';
import { texts } from './texts.js';
import { Timeline } from './timeline.js';

export type Application = Schemas['ApplicationView'];

export default function ApplicationPage() {
  const { id = '' } = useParams();
  const application = useQuery(read('/api/v1/applications/{id}', { path: { id } }));
  return <Answered query={application}>{(view) => <Shown key={view.id} application={view} />}</Answered>;
}

function Shown({ application }: { application: Application }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const words = useWords();
  const navigate = useNavigate();
  useOpening(application);
  return (
    <>
      <div className="no-print">
        <PageHead
          title={
            <Flex gap="small" align="center">
              {application.subject.name}
              <Tag variant="filled" style={{ color: colours.primary, background: colours.chosen }}>
                {words('phase', application.phase)}
              </Tag>
            </Flex>
          }
          about={`${application.programme.title[language]} · ${period(application.period, language)} · ${application.school.name}`}
        >
          <Button icon={<ArrowLeftOutlined />} onClick={() => navigate(-1)}>
            {t.back}
          </Button>
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {t.print}
          </Button>
        </PageHead>
        <Flex vertical gap={measures.gap}>
          <State application={application} />
          <Commands application={application} onDone={() => navigate(-1)} />
          <Row gutter={[measures.gap, measures.gap]}>
            <Col xs={24} xl={10}>
              <Facts application={application} />
            </Col>
            <Col xs={24} md={12} xl={6}>
              <Checks application={application} />
            </Col>
            <Col xs={24} md={12} xl={8}>
              <RouteLine application={application} />
            </Col>
          </Row>
          <Timeline application={application.id} version={application.version} />
        </Flex>
      </div>
      <ApprovalForm application={application} />
    </>
  );
}

/** Looking is told to the server once: from then on the earlier decider can no longer recall. */
function useOpening({ id, availableCommands }: Application) {
  const mayOpen = availableCommands.includes('OpenApplication');
  useEffect(() => {
    // A refusal changes nothing for whoever looks; the next command would tell them.
    if (mayOpen)
      api
        .POST('/api/v1/applications/{id}/open', {
          params: { path: { id }, header: { 'Idempotency-Key': newKey() } },
          body: {},
        })
        .catch(() => {});
  }, [id, mayOpen]);
}

/** Exactly what the server says may be done now. */
function Commands({ application, onDone }: { application: Application; onDone: () => void }) {
  const t = useTexts(texts);
  const c = useTexts(commandTexts);
  const [asked, setAsked] = useState<{ command: CommandName; revision: number } | null>(null);
  const commands = commandsOf(application.availableCommands);
  const ask = (command: CommandName) =>
    commands.includes(command) && setAsked({ command, revision: application.revision });
  useKeys({ a: () => ask('approve'), r: () => ask('return') });
  return (
    <Flex wrap gap="small">
      {commands.length === 0 && <Alert type="info" showIcon title={t.nothingToDo} />}
      {commands.map((name) => {
        const look = 'look' in COMMANDS[name] ? COMMANDS[name].look : undefined;
        return (
          <Button
            key={name}
            type={look === 'primary' ? 'primary' : 'default'}
            danger={look === 'danger'}
            onClick={() => ask(name)}
          >
            {c[name]}
          </Button>
        );
      })}
      {/* It stays when the command is gone: in it are what was typed and why it was refused. */}
      {asked && (
        <CommandDialog
          command={asked.command}
          application={application.id}
          revision={asked.revision}
          title={application.subject.name}
          onClose={() => setAsked(null)}
          onDone={onDone}
        />
      )}
    </Flex>
  );
}

/** Whatever stands in the way, or has been said about it last. */
function State({
  application: { held, objection, returned, corrected, rejected, programme },
}: {
  application: Application;
}) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const title = (list: Schemas['CodedTextView'][], code: string) =>
    list.find((each) => each.code === code)?.[language] ?? code;
  return (
    <>
      {held && <Alert type="warning" showIcon title={t.held(held.by.name, moment(held.at))} />}
      {objection && <Alert type="warning" showIcon title={t.objection} />}
      {returned && (
        <Alert
          type="warning"
          showIcon
          title={t.returned(returned.items.map((code) => title(programme.correctableItems, code)).join('、'))}
        />
      )}
      {corrected && (
        <Alert
          type="info"
          showIcon
          title={t.corrected(corrected.items.map((code) => title(programme.correctableItems, code)).join('、'))}
          description={corrected.text && <span style={{ whiteSpace: 'pre-line' }}>{corrected.text}</span>}
        />
      )}
      {rejected && <Alert type="error" showIcon title={t.rejected(title(programme.rejectReasons, rejected.reason))} />}
    </>
  );
}
