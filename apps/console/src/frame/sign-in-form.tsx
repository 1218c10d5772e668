import { Button, Flex, Form, Input } from 'antd';
import { ProblemNotice } from '../parts/problem.js';
import { useTexts } from '../text/language.js';
import { useSignIn } from './session.js';
import { texts } from './texts.js';

export function SignInForm({ onDone, login }: { onDone: () => void; login?: string }) {
  const t = useTexts(texts);
  const signIn = useSignIn();
  const required = [{ required: true, message: t.required }];
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      initialValues={{ login }}
      onFinish={(values) => signIn.mutate(values, { onSuccess: onDone })}
    >
      <Form.Item name="login" label={t.login} rules={required}>
        <Input autoComplete="username" size="large" autoFocus={!login} />
      </Form.Item>
      <Form.Item name="password" label={t.password} rules={required}>
        <Input.Password autoComplete="current-password" size="large" autoFocus={Boolean(login)} />
      </Form.Item>
      <Flex vertical gap="middle">
        <ProblemNotice error={signIn.error} />
        <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>
          {t.signIn}
        </Button>
      </Flex>
    </Form>
  );
}
