import { Alert, App, Flex, Form, Input, Modal } from 'antd';
import { readBankCard } from '#domain';
import { api, type Schemas } from '../../api/client.js';
import { useKeyedCommand } from '../../api/command.js';
import { draftOf, dropDraft, keepDraft } from '../../decisions/drafts.js';
import { yuan } from '../../format/money.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useTexts } from '../../text/language.js';
import { texts } from './texts.js';
import { useReasons } from './use-reasons.js';

interface Account {
  readonly number?: string;
  readonly bank?: string;
}

/** What the bank sent back waits for the next batch; with a corrected card where the card was the fault. */
export function ReissueDialog({
  batch,
  line,
  onClose,
}: {
  batch: string;
  line: Schemas['BatchLineView'];
  onClose: () => void;
}) {
  const t = useTexts(texts);
  const reasons = useReasons();
  const { message } = App.useApp();
  const [form] = Form.useForm<Account>();
  const about = `${batch} reissue ${line.lineNo}`;
  const reissue = useKeyedCommand(({ number, bank }: Account, key) =>
    api.POST('/api/v1/payment-batches/{id}/lines/{lineNo}/reissue', {
      params: { path: { id: batch, lineNo: line.lineNo } },
      headers: { 'idempotency-key': key },
      body: number ? { account: { number, bank: bank ?? '' } } : {},
    }),
  );
  const checkCard = async (_: unknown, number?: string) => {
    if (number && readBankCard(number).kind !== 'card') throw new Error(t.cardWrong);
  };
  const finish = (values: Account) =>
    reissue.mutate(values, {
      onSuccess: () => {
        dropDraft(about);
        void message.success(t.reissued);
        onClose();
      },
    });
  return (
    <Modal
      open
      title={t.reissueOf(line.name)}
      okText={t.reissue}
      cancelText={t.keepWaiting}
      confirmLoading={reissue.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Flex vertical gap="middle">
        <Alert
          type="info"
          showIcon
          title={t.sentBack(yuan(line.amountFen), line.account, reasons(line.reason ?? 'other'))}
        />
        <Form
          form={form}
          layout="vertical"
          initialValues={{ bank: line.bank, ...draftOf(about) }}
          onValuesChange={(_, all) => keepDraft(about, all)}
          onFinish={finish}
        >
          {line.availableCommands.includes('CorrectAccount') && (
            <>
              <Form.Item name="number" label={t.newNumber} extra={t.newNumberHelp} rules={[{ validator: checkCard }]}>
                <Input inputMode="numeric" autoComplete="off" maxLength={40} />
              </Form.Item>
              <Form.Item name="bank" label={t.newBank}>
                <Input autoComplete="off" maxLength={60} />
              </Form.Item>
            </>
          )}
        </Form>
        <ProblemNotice error={reissue.error} />
      </Flex>
    </Modal>
  );
}
