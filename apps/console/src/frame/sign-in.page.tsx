import { UserOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Card, Divider, Flex, Typography } from 'antd';
import { useNavigate } from 'react-router';
import { read } from '../api/client.js';
import { useWords } from '../format/words.js';
import { ProblemNotice } from '../parts/problem.js';
import { useTexts } from '../text/language.js';
import { colours, measures } from '../theme/tokens.js';
import { LanguageButton } from './language-button.js';
import { useSignIn } from './session.js';
import { SignInForm } from './sign-in-form.js';
import { texts } from './texts.js';

export default function SignInPage() {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const enter = () => navigate('/', { replace: true });
  return (
    <Flex
      component="main"
      vertical
      align="center"
      justify="center"
      style={{ minHeight: '100%', padding: measures.gap, background: colours.page }}
    >
      <Card style={{ width: '100%', maxWidth: 420 }}>
        <Flex justify="space-between" align="start">
          <div>
            <Typography.Title level={1} style={{ margin: 0, fontSize: 28 }}>
              {t.product}
            </Typography.Title>
            <Typography.Paragraph type="secondary">{t.slogan}</Typography.Paragraph>
          </div>
          <LanguageButton />
        </Flex>
        <SignInForm onDone={enter} />
        <DemoPeople onDone={enter} />
      </Card>
    </Flex>
  );
}

/** A row of named people where a demo runs; elsewhere the server knows of none and nothing is shown. */
function DemoPeople({ onDone }: { onDone: () => void }) {
  const t = useTexts(texts);
  const words = useWords();
  const people = useQuery({ ...read('/api/v1/demo/people'), retry: false });
  const signIn = useSignIn();
  if (!people.data?.length) return null;
  return (
    <>
      <Divider plain>{t.demo}</Divider>
      <Flex vertical gap="small">
        {people.data.map(({ login, name, role, office }) => (
          <Button
            key={login}
            block
            icon={<UserOutlined />}
            aria-label={t.stepInto(office, words('role', role), name)}
            style={{ justifyContent: 'start', height: 36 }}
            onClick={() => signIn.mutate({ login }, { onSuccess: onDone })}
          >
            <Flex component="span" gap="small" flex={1} align="center" justify="space-between" style={{ minWidth: 0 }}>
              <strong>{name}</strong>
              <Typography.Text type="secondary" ellipsis>
                {office} · {words('role', role)}
              </Typography.Text>
            </Flex>
          </Button>
        ))}
        <ProblemNotice error={signIn.error} />
      </Flex>
    </>
  );
}
