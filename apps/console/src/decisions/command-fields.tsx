import { Alert, Checkbox, Form, Input, Radio } from 'antd';
import { CORRECTABLE_VALUES, type CorrectableValue, isCorrectedInRegisters } from '#domain';
import type { Schemas } from '../api/client.js';
import { useLanguage, useTexts } from '../text/language.js';
import { measures } from '../theme/tokens.js';
import type { CommandName } from './commands.js';
import { texts } from './texts.js';

export type Choices = Pick<Schemas['ApplicationProgrammeView'], 'rejectReasons' | 'correctableItems'>;

type OnFile = Schemas['MaskedPersonView'];

const LONGEST = 2_000;

/** How each value is typed. */
const CORRECTED_HERE = [
  { field: 'card', inputMode: 'numeric', longest: 40 },
  { field: 'bank', inputMode: 'text', longest: 100 },
  { field: 'phone', inputMode: 'tel', longest: 40 },
  { field: 'guardian', inputMode: 'text', longest: 100 },
] as const satisfies readonly { field: CorrectableValue; inputMode: string; longest: number }[];

/** What a command asks of whoever gives it. Reasons and items are the programme's, nobody else's. */
export function CommandFields({
  name,
  choices,
  returned,
}: {
  name: CommandName;
  choices: Choices;
  /** Where it is with the school to be corrected: which items, and what is on file now, masked. */
  returned?: { readonly items: readonly string[]; readonly onFile: OnFile };
}) {
  switch (name) {
    case 'approve':
      return <Words field="opinion" label="opinion" />;
    case 'return':
      return (
        <>
          <Chosen field="items" label="items" options={choices.correctableItems} />
          <Words field="opinion" label="opinion" />
        </>
      );
    case 'reject':
      return (
        <>
          <Reason options={choices.rejectReasons} />
          <Words field="opinion" label="opinion" />
        </>
      );
    case 'resubmit':
      return (
        <>
          {returned && <Corrections choices={choices} {...returned} />}
          <Words field="text" label="correctionNote" />
        </>
      );
    case 'hold':
      return <Words field="text" label="holdReason" required />;
    case 'appeal':
      return <Words field="text" label="grounds" />;
    case 'withdraw':
      return <Words field="text" label="note" />;
    case 'recall':
    case 'resume':
      return null;
  }
}

type Label = 'opinion' | 'items' | 'changed' | 'correctionNote' | 'holdReason' | 'grounds' | 'note';
type Options = readonly Schemas['CodedTextView'][];

function Words({ field, label, required = false }: { field: string; label: Label; required?: boolean }) {
  const t = useTexts(texts);
  return (
    <Form.Item
      name={field}
      label={t[label]}
      rules={required ? [{ required, whitespace: true, message: t.textRequired }] : []}
    >
      <Input.TextArea rows={3} maxLength={LONGEST} />
    </Form.Item>
  );
}

function Chosen({ field, label, options }: { field: string; label: Label; options: Options }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  // Not `required`: antd would put aria-required on the group, which has no such attribute.
  const some = async (_: unknown, chosen?: string[]) => {
    if (!chosen?.length) throw new Error(t.itemsRequired);
  };
  return (
    <Form.Item name={field} label={t[label]} rules={[{ validator: some }]}>
      <Checkbox.Group options={options.map((each) => ({ value: each.code, label: each[language] }))} />
    </Form.Item>
  );
}

function Reason({ options }: { options: Options }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  return (
    <Form.Item name="reason" label={t.reason} rules={[{ required: true, message: t.reasonRequired }]}>
      <Radio.Group vertical options={options.map((each) => ({ value: each.code, label: each[language] }))} />
    </Form.Item>
  );
}

/** New values are asked for only where what was returned is one of ours to enter; the rest is corrected at its source. */
function Corrections({ choices, items, onFile }: { choices: Choices; items: readonly string[]; onFile: OnFile }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const changed: string[] = Form.useWatch('changed') ?? [];
  const options = choices.correctableItems.filter(({ code }) => items.includes(code));
  const elsewhere = options.filter(({ code }) => isCorrectedInRegisters(code)).map((option) => option[language]);
  return (
    <>
      <Chosen field="changed" label="changed" options={options} />
      {elsewhere.length > 0 && (
        <Alert
          type="info"
          showIcon
          title={t.correctedThere(elsewhere.join('、'))}
          style={{ marginBottom: measures.small }}
        />
      )}
      {CORRECTED_HERE.filter(({ field }) => changed.includes(CORRECTABLE_VALUES[field])).map(
        ({ field, inputMode, longest }) => (
          <Form.Item key={field} name={field} label={t[field]} extra={t.now(onFile[field] ?? t.blank)}>
            <Input inputMode={inputMode} autoComplete="off" maxLength={longest} />
          </Form.Item>
        ),
      )}
    </>
  );
}
