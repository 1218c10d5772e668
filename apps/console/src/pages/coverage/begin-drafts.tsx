import { Alert, Button, Flex, Input, Modal, Typography } from 'antd';
import { useState } from 'react';
import { api, Problem, type Schemas } from '../../api/client.js';
import { useKeyedCommand } from '../../api/command.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { colours, measures } from '../../theme/tokens.js';
import type { Child } from './children.js';
import { texts } from './texts.js';

const FIELDS = ['card', 'bank', 'telephone'] as const;
type Field = (typeof FIELDS)[number];
type Entered = Partial<Record<Field, string>>;
type Begun = Schemas['BegunDraftsView']['items'][number];

/** As many as the server takes in one request. */
const MOST = 100;

interface Props {
  readonly items: readonly Child[];
  readonly programme: string;
  readonly period: number;
  readonly onClose: () => void;
  readonly onBegun: (count: number) => void;
}

/** One line per child for what no register knows; what is wrong stands beside its line, and nothing typed is lost. */
export function BeginDrafts({ items, programme, period, onClose, onBegun }: Props) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  // The list behind the form is read anew while it is open; the form keeps the children it was opened with.
  const [lines, setLines] = useState(() => items.slice(0, MOST));
  const [entered, setEntered] = useState<Record<string, Entered>>({});
  const [refused, setRefused] = useState<readonly Begun[]>([]);
  const begin = useKeyedCommand(
    async (children: Schemas['EnteredChildDto'][], key) =>
      (
        await api.POST('/api/v1/coverage/drafts', {
          headers: { 'idempotency-key': key },
          body: { programmeCode: programme, period, children },
        })
      ).data!.items,
  );
  const faults = faultsOf(begin.error);
  const send = () =>
    begin.mutate(
      lines.map(({ person }) => ({ telephone: '', ...entered[person], person })),
      {
        onSuccess: (answers) => {
          const failed = answers.filter(({ refusal }) => refusal !== null);
          if (failed.length === 0) return onBegun(answers.length);
          setRefused(failed);
          setLines(lines.filter(({ person }) => failed.some((each) => each.person === person)));
        },
      },
    );
  const enter = (person: string, field: Field, value: string) => {
    setEntered((before) => ({ ...before, [person]: { ...before[person], [field]: value } }));
  };
  return (
    <Modal
      open
      width={900}
      title={t.begin(lines.length)}
      onCancel={onClose}
      onOk={send}
      okText={t.begin(lines.length)}
      cancelText={t.cancel}
      okButtonProps={{ disabled: lines.length === 0 }}
      confirmLoading={begin.isPending}
      mask={{ closable: false }}
    >
      <Flex vertical gap={measures.small}>
        <Typography.Text type="secondary">{t.beginHelp}</Typography.Text>
        {refused.map(({ person, name, refusal }) => (
          <Alert key={person} type="error" showIcon title={`${name} ${refusal?.[language] ?? ''}`} />
        ))}
        {faults.length === 0 && <ProblemNotice error={begin.error} />}
        {lines.map((child, i) => (
          <Line
            key={child.person}
            child={child}
            entered={entered[child.person] ?? {}}
            faults={faults.filter(({ line }) => line === i)}
            onEnter={(field, value) => enter(child.person, field, value)}
            onLeaveOut={() => {
              begin.reset();
              setLines(lines.filter(({ person }) => person !== child.person));
            }}
          />
        ))}
      </Flex>
    </Modal>
  );
}

interface Fault {
  readonly line: number;
  readonly field: string;
  readonly zh: string;
  readonly en: string;
}

/** The faults of a form that was refused, by the line they are about. */
function faultsOf(error: unknown): Fault[] {
  if (!(error instanceof Problem)) return [];
  return (error.view.errors ?? []).flatMap(({ path, zh, en }) => {
    const at = /^children\.(\d+)\.(\w+)$/.exec(path);
    return at ? [{ line: Number(at[1]), field: at[2]!, zh, en }] : [];
  });
}

interface LineProps {
  readonly child: Child;
  readonly entered: Entered;
  readonly faults: readonly Fault[];
  readonly onEnter: (field: Field, value: string) => void;
  readonly onLeaveOut: () => void;
}

function Line({
  child: { person, name, grade, className, needsCard },
  entered,
  faults,
  onEnter,
  onLeaveOut,
}: LineProps) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const asked = FIELDS.filter((field) => needsCard || field === 'telephone');
  const faultId = `faults-${person}`;
  return (
    <section aria-label={name} style={{ borderTop: `1px solid ${colours.line}`, paddingTop: measures.small }}>
      <Flex wrap gap={measures.small} align="center">
        <div style={{ width: 130 }}>
          <Typography.Text strong>{name}</Typography.Text>
          <Typography.Text type="secondary" style={{ display: 'block' }}>
            {[grade, className].filter(Boolean).join(' ')}
          </Typography.Text>
        </div>
        {asked.map((field) => (
          <Input
            key={field}
            aria-label={t.of(t[field], name)}
            aria-describedby={faults.length > 0 ? faultId : undefined}
            placeholder={t[field]}
            inputMode={field === 'bank' ? 'text' : 'numeric'}
            autoComplete="off"
            status={faults.some((fault) => fault.field === field) ? 'error' : ''}
            style={{ width: field === 'card' ? 230 : 150 }}
            value={entered[field] ?? ''}
            onChange={({ target }) => onEnter(field, target.value)}
          />
        ))}
        <Button type="text" aria-label={t.leaveOut(name)} onClick={onLeaveOut}>
          {t.leave}
        </Button>
      </Flex>
      {faults.length > 0 && (
        <div id={faultId} role="alert" style={{ color: colours.late }}>
          {faults.map((fault) => (
            <div key={fault.field}>{fault[language]}</div>
          ))}
        </div>
      )}
    </section>
  );
}
