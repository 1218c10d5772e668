import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useMemo, useState } from 'react';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { createQueryClient } from './api/query-client.js';
import { Frame } from './frame/frame.js';
import { Home } from './frame/home.js';
import { SessionOver } from './frame/session-over.js';
import { SignInPage } from './frame/sign-in.page.js';
import { PAGES } from './pages/index.js';
import { BrokenPage, NotFoundPage, Waiting } from './parts/dead-ends.js';
import { useLanguage } from './text/language.js';
import { theme } from './theme/tokens.js';

const router = createBrowserRouter([
  { path: '/sign-in', Component: SignInPage, ErrorBoundary: BrokenPage },
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
  const [over, setOver] = useState(false);
  const queries = useMemo(() => createQueryClient(() => setOver(true)), []);
  return (
    <ConfigProvider locale={language === 'zh' ? zhCN : enUS} theme={theme} button={{ autoInsertSpace: false }}>
      <AntApp style={{ height: '100%' }}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
          <SessionOver open={over} onBack={() => setOver(false)} />
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}
