import { useQuery } from '@tanstack/react-query';
import { App, Button, Flex, Form, Popconfirm, Select, Typography } from 'antd';
import { useState } from 'react';
import { api, read, type Schemas } from '../../api/client.js';
import { useCommand, useKeyedCommand } from '../../api/command.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useTexts } from '../../text/language.js';
import { texts } from './texts.js';

const SHOWN = 200;

/** The office has spoken to whoever objects, or could not: the notice stands still, or goes on. */
export function Hear({ objection, onDone }: { objection: Schemas['ObjectionDetailView']; onDone: () => void }) {
  const t = useTexts(texts);
  const { message } = App.useApp();
  const { id, school, application } = objection;
  const [chosen, setChosen] = useState<string>();
  const onNotice = useQuery({
    ...read('/api/v1/applications', { query: { school, phase: 'in-public-notice', limit: SHOWN } }),
    enabled: application === null,
  });
  const path = { params: { path: { id } } };
  const done = {
    onSuccess: () => {
      void message.success(t.done);
      onDone();
    },
  };
  const confirm = useKeyedCommand((body: { applicationId?: string }, key) =>
    api.POST('/api/v1/objections/{id}/confirm', {
      ...path,
      headers: { 'idempotency-key': key },
      body,
    }),
  );
  const setAside = useCommand(() => api.POST('/api/v1/objections/{id}/unfounded', { ...path, body: {} }));
  return (
    <Flex vertical gap="small">
      {application === null && (
        <Form layout="vertical">
          <Form.Item label={t.which} extra={t.whichHelp} htmlFor="which">
            <Select
              id="which"
              showSearch={{ optionFilterProp: 'label' }}
              value={chosen}
              options={onNotice.data?.items.map(({ id: value, name }) => ({ value, label: name }))}
              onChange={setChosen}
            />
          </Form.Item>
        </Form>
      )}
      <Typography.Text>{t.confirmHelp}</Typography.Text>
      <Flex gap="small" wrap>
        <Button
          type="primary"
          disabled={application === null && !chosen}
          loading={confirm.isPending}
          onClick={() => confirm.mutate(chosen ? { applicationId: chosen } : {}, done)}
        >
          {t.ConfirmObjection}
        </Button>
        <Popconfirm
          title={t.setAsideSure}
          okText={t.yes}
          cancelText={t.no}
          onConfirm={() => setAside.mutate(undefined, done)}
        >
          <Button loading={setAside.isPending}>{t.SetAsideObjection}</Button>
        </Popconfirm>
      </Flex>
      <ProblemNotice error={confirm.error ?? setAside.error} />
    </Flex>
  );
}
