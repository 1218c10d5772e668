import { Button, Flex, Result, Skeleton } from 'antd';
import { isRouteErrorResponse, useNavigate, useRouteError } from 'react-router';
import { useTexts } from '../text/language.js';
import { ProblemNotice } from './problem.js';
import { texts } from './texts.js';

/** While a page's own code is on its way for the first time. */
export const Waiting = () => <Skeleton active style={{ padding: 24 }} />;

export function NotFoundPage() {
  const t = useTexts(texts);
  const navigate = useNavigate();
  return (
    <Result
      status="info"
      title={t.missing}
      subTitle={t.missingWhy}
      extra={
        <Button type="primary" onClick={() => navigate('/')}>
          {t.home}
        </Button>
      }
    />
  );
}

/** Whatever a page threw while it was shown. Loading it anew loses nothing that was not lost already. */
export function BrokenPage() {
  const error = useRouteError();
  const t = useTexts(texts);
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage />;
  return (
    <Flex vertical gap="middle" style={{ padding: 24, maxWidth: 720, margin: '0 auto' }}>
      <ProblemNotice error={error} />
      <Button type="primary" onClick={() => location.reload()}>
        {t.retry}
      </Button>
    </Flex>
  );
}
