import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Card, Checkbox, Form, Input } from 'antd';
import { SUPERVISION_TELEPHONE } from '#domain';
import { api, read, type Schemas } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { Answered } from '../../parts/answer.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useTexts } from '../../text/language.js';
import { texts } from './texts.js';

type Settings = Schemas['NoticeSettingsView'];

/** The supervision telephone, and whether names are masked; both stand on the notices at once. */
export function NoticeSettings() {
  const settings = useQuery(read('/api/v1/notice-settings'));
  return <Answered query={settings}>{(found) => <SettingsForm settings={found} />}</Answered>;
}

function SettingsForm({ settings }: { settings: Settings }) {
  const t = useTexts(texts);
  const { message } = App.useApp();
  const { level, inheritedTelephone } = settings;
  const save = useCommand((body: Schemas['NoticeSettingsDto']) => api.PUT('/api/v1/notice-settings', { body }));
  const finish = ({ supervisionTelephone, masksNames = false }: Partial<Settings>) =>
    save.mutate(
      { supervisionTelephone: supervisionTelephone?.trim() || null, masksNames },
      { onSuccess: () => void message.success(t.saved) },
    );
  const missing = settings.supervisionTelephone === null && inheritedTelephone === null;
  return (
    <Card size="small" title={t.settings} style={{ maxWidth: 560 }}>
      {missing && <Alert type="warning" showIcon title={t.telephoneMissing} style={{ marginBottom: 16 }} />}
      <Form layout="vertical" initialValues={settings} onFinish={finish}>
        <Form.Item
          name="supervisionTelephone"
          label={t.telephone}
          extra={inheritedTelephone ? t.inherited(inheritedTelephone) : t.telephoneHelp}
          rules={[{ pattern: SUPERVISION_TELEPHONE, message: t.telephoneWrong }]}
        >
          <Input inputMode="tel" maxLength={40} />
        </Form.Item>
        {level === 'county' && (
          <Form.Item name="masksNames" valuePropName="checked">
            <Checkbox>{t.masks}</Checkbox>
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t.save}
        </Button>
      </Form>
      <ProblemNotice error={save.error} />
    </Card>
  );
}
