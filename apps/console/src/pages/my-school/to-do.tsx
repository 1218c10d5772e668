import { useQuery } from '@tanstack/react-query';
import { Button, Flex, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { read, type Schemas } from '../../api/client.js';
import { CommandDialog } from '../../decisions/command-dialog.js';
import { type CommandName, commandsOf } from '../../decisions/commands.js';
import { texts as commandTexts } from '../../decisions/texts.js';
import { useMe } from '../../frame/session.js';
import { useProgrammes } from '../../reference/programmes.js';
import { useLanguage, useTexts } from '../../text/language.js';
import type { Child } from './child-list.js';
import { texts } from './texts.js';

type Application = Child['applications'][number];
type Standing = Application['standing'];

/** What is left for the school to do about a child; nothing while others have it. */
export function ToDo({ child }: { child: Child }) {
  const { applications, missing, name } = child;
  const asked = useAsked();
  if (applications.length === 0) return missing ? asked.missing : null;
  return (
    <Flex vertical gap={4} align="start">
      {applications.map((application) => (
        <div key={application.id}>
          {application.returned ? (
            <Correction application={application} name={name} />
          ) : (
            asked.byStanding(application.standing, application.id)
          )}
        </div>
      ))}
    </Flex>
  );
}

/** The next step by standing. The clerk prepares and the head confirms, so that each is sent to their own page. */
function useAsked() {
  const t = useTexts(texts);
  const isClerk = useMe().data?.post?.role === 'clerk';
  const steps: Partial<Record<Standing, (application: string) => ReactNode>> = {
    'not-handed-in': () => (isClerk ? <Link to="/submissions">{t.goHandIn}</Link> : t.clerkHandsIn),
    'to-confirm': () => (isClerk ? t.waitsForHead : <Link to="/submissions">{t.goConfirm}</Link>),
    refused: (application) => <Link to={`/applications/${application}`}>{t.seeReason}</Link>,
  };
  return {
    missing: isClerk ? <Link to="/imports">{t.goImport}</Link> : t.clerkHandsIn,
    byStanding: (standing: Standing, application: string): ReactNode => steps[standing]?.(application) ?? null,
  };
}

/** What was sent back and why, and the correction itself where the server says that one may give it. */
function Correction({ application: { id, programme, returned }, name }: { application: Application; name: string }) {
  const t = useTexts(texts);
  const c = useTexts(commandTexts);
  const { language } = useLanguage();
  const programmes = useProgrammes();
  const detail = useQuery(read('/api/v1/applications/{id}', { path: { id } }));
  const [asking, setAsking] = useState<{ command: CommandName; revision: number } | null>(null);
  const items = programmes.find(programme)?.correctableItems ?? [];
  const { office, by, opinion, items: codes } = returned!;
  const title = (code: string) => items.find((each: Schemas['CodeView']) => each.code === code)?.[language] ?? code;
  return (
    <Flex vertical gap={4} align="start">
      <Typography.Text>{t.sentBack(office, by, codes.map(title).join('、'))}</Typography.Text>
      {opinion && <Typography.Text type="secondary">{t.said(opinion)}</Typography.Text>}
      <Flex gap="small">
        {detail.data &&
          commandsOf(detail.data.availableCommands).map((command) => (
            <Button
              key={command}
              size="small"
              type={command === 'resubmit' ? 'primary' : 'default'}
              onClick={() => setAsking({ command, revision: detail.data.revision })}
            >
              {c[command]}
            </Button>
          ))}
      </Flex>
      {asking && (
        <CommandDialog
          command={asking.command}
          application={id}
          revision={asking.revision}
          title={name}
          onClose={() => setAsking(null)}
        />
      )}
    </Flex>
  );
}
