import { Checkbox, Form, Input, Radio } from 'antd';
import type { Schemas } from '../api/client.js';
import { useLanguage, useTexts } from '../text/language.js';
import type { CommandName } from './commands.js';
import { texts } from './texts.js';

export type Choices = Pick<Schemas['ApplicationProgrammeView'], 'rejectReasons' | 'correctableItems'>;

const LONGEST = 2_000;

/** What a command asks of whoever gives it. Reasons and items are the programme's, nobody else's. */
export function CommandFields({
  name,
  choices,
  returned = [],
}: {
  name: CommandName;
  choices: Choices;
  returned?: readonly string[];
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
      return <Corrections options={choices.correctableItems.filter(({ code }) => returned.includes(code))} />;
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

type Label = keyof typeof texts;
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
function Corrections({ options }: { options: Options }) {
  const t = useTexts(texts);
  const changed: string[] = Form.useWatch('changed') ?? [];
  return (
    <>
      <Chosen field="changed" label="changed" options={options} />
      {changed.includes('bank-card') && (
        <>
          <Form.Item name="card" label={t.card}>
            <Input inputMode="numeric" autoComplete="off" maxLength={40} />
          </Form.Item>
          <Form.Item name="bank" label={t.bank}>
            <Input autoComplete="off" maxLength={100} />
          </Form.Item>
        </>
      )}
      {changed.includes('telephone') && (
        <Form.Item name="phone" label={t.phone}>
          <Input inputMode="tel" autoComplete="off" maxLength={40} />
        </Form.Item>
      )}
    </>
  );
}
