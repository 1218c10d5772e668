import { App, Form, Input, Modal, Select } from 'antd';
import { api } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { draftOf, dropDraft, keepDraft } from '../../decisions/drafts.js';
import { day } from '../../format/dates.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useTexts } from '../../text/language.js';
import type { Submission } from './submissions.page.js';
import { texts } from './texts.js';

interface Props {
  readonly submission: Submission;
  readonly onClose: () => void;
}

interface Meeting {
  readonly meetingOn: string;
  readonly members: string[];
}

/** The head confirms what the school hands in, with the day and the members of its review meeting. */
export function ConfirmDialog({ submission: { id, schoolName, count }, onClose }: Props) {
  const t = useTexts(texts);
  const { message } = App.useApp();
  const [form] = Form.useForm<Meeting>();
  const about = `${id} confirm`;
  const confirm = useCommand((body: Meeting) =>
    api.POST('/api/v1/submissions/{id}/confirm', { params: { path: { id } }, body }),
  );
  const finish = (values: Meeting) =>
    confirm.mutate(values, {
      onSuccess: () => {
        dropDraft(about);
        void message.success(t.confirmed);
        onClose();
      },
    });
  return (
    <Modal
      open
      title={t.confirmTitle}
      okText={t.confirm}
      cancelText={t.cancel}
      confirmLoading={confirm.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p>
        {schoolName} · {t.count} {count}
      </p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ meetingOn: day(Date.now()), ...draftOf(about) }}
        onValuesChange={(_, all) => keepDraft(about, all)}
        onFinish={finish}
      >
        <Form.Item name="meetingOn" label={t.meetingOn} rules={[{ required: true, message: t.required }]}>
          <Input type="date" max={day(Date.now())} />
        </Form.Item>
        <Form.Item
          name="members"
          label={t.members}
          extra={t.membersHelp}
          rules={[{ required: true, message: t.required }]}
        >
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['、', ',', '，', ' ']} />
        </Form.Item>
      </Form>
      <ProblemNotice error={confirm.error} />
    </Modal>
  );
}

/** The head sends it back: all of it becomes drafts again. */
export function SendBackDialog({ submission: { id }, onClose }: Props) {
  const t = useTexts(texts);
  const { message } = App.useApp();
  const [form] = Form.useForm<{ reason: string }>();
  const about = `${id} send-back`;
  const sendBack = useCommand((body: { reason: string }) =>
    api.POST('/api/v1/submissions/{id}/send-back', { params: { path: { id } }, body }),
  );
  const finish = (values: { reason: string }) =>
    sendBack.mutate(values, {
      onSuccess: () => {
        dropDraft(about);
        void message.success(t.sentBack);
        onClose();
      },
    });
  return (
    <Modal
      open
      title={t.sendBack}
      okText={t.sendBack}
      cancelText={t.cancel}
      confirmLoading={sendBack.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={draftOf(about)}
        onValuesChange={(_, all) => keepDraft(about, all)}
        onFinish={finish}
      >
        <Form.Item name="reason" label={t.reason} rules={[{ required: true, whitespace: true, message: t.required }]}>
          <Input.TextArea rows={3} maxLength={2_000} />
        </Form.Item>
      </Form>
      <ProblemNotice error={sendBack.error} />
    </Modal>
  );
}
