import { App, Button, Flex, Form, Input } from 'antd';
import { api } from '../../api/client.js';
import { useKeyedCommand } from '../../api/command.js';
import { draftOf, dropDraft, keepDraft } from '../../decisions/drafts.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useTexts } from '../../text/language.js';
import { texts } from './texts.js';

/** What came of it, with what was found: the notice goes on with its days, or the last review decides again. */
export function Resolve({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useTexts(texts);
  const { message } = App.useApp();
  const [form] = Form.useForm<{ opinion: string }>();
  const about = `objection ${id}`;
  const resolve = useKeyedCommand((body: { opinion: string; upheld: boolean }, key) =>
    api.POST('/api/v1/objections/{id}/resolve', {
      params: { path: { id } },
      headers: { 'idempotency-key': key },
      body,
    }),
  );
  const finish = async (upheld: boolean) => {
    const values = await form.validateFields().catch(() => null);
    if (!values) return; // the field itself says what is missing
    resolve.mutate(
      { ...values, upheld },
      {
        onSuccess: () => {
          dropDraft(about);
          void message.success(t.done);
          onDone();
        },
      },
    );
  };
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={draftOf(about)}
      onValuesChange={(_, all) => keepDraft(about, all)}
    >
      <Form.Item name="opinion" label={t.opinion} rules={[{ required: true, whitespace: true, message: t.required }]}>
        <Input.TextArea rows={3} maxLength={2_000} />
      </Form.Item>
      <Flex gap="small" wrap>
        <Button type="primary" loading={resolve.isPending} onClick={() => finish(false)}>
          {t.dismiss}
        </Button>
        <Button danger loading={resolve.isPending} onClick={() => finish(true)}>
          {t.uphold}
        </Button>
      </Flex>
      <ProblemNotice error={resolve.error} />
    </Form>
  );
}
