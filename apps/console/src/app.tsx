import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { createQueryClient, type Interruption } from './api/query-client.js';
import { Frame } from './frame/frame.js';
import { Home } from './frame/home.js';
import { PAGES } from './pages/index.js';
import { BrokenPage, NotFoundPage, Waiting } from './parts/dead-ends.js';
import { useLanguage } from './text/language.js';
import { theme } from './theme/tokens.js';

/** Fetched while nothing is wrong yet: when it is needed the server may not be there to give it. */
const interrupted = () => import('./frame/interrupted.js');
const Interrupted = lazy(interrupted);
const QUIET_MS = 3_000;

const router = createBrowserRouter([
  {
    path: '/sign-in',
    ErrorBoundary: BrokenPage,
    HydrateFallback: Waiting,
    lazy: async () => ({ Component: (await import('./frame/sign-in.page.js')).default }),
  },
  {
    path: '/',
    Component: Frame,
    ErrorBoundary: BrokenPage,
    HydrateFallback: Waiting,
    children: [
      { index: true, Component: Home },
      ...PAGES.map(({ path, load }) => ({
        path,
        ErrorBoundary: BrokenPage,
        lazy: async () => ({ Component: (await load()).default }),
      })),
      { path: '*', Component: NotFoundPage },
    ],
  },
]);

export function App() {
  const { language } = useLanguage();
  const [why, setWhy] = useState<Interruption | null>(null);
  const queries = useMemo(() => createQueryClient(setWhy), []);
  // Not there at this moment either: then it is fetched when it is needed.
  useEffect(() => void setTimeout(() => interrupted().catch(() => {}), QUIET_MS), []);
  return (
    <ConfigProvider locale={language === 'zh' ? zhCN : enUS} theme={theme} button={{ autoInsertSpace: false }}>
      <AntApp style={{ height: '100%' }}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
          {why && (
            <Suspense>
              <Interrupted why={why} onBack={() => setWhy(null)} />
            </Suspense>
          )}
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}
