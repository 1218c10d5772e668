import { MenuOutlined } from '@ant-design/icons';
import { Button, Drawer, Flex, Grid, Layout, Menu, Result, Skeleton, Typography } from 'antd';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Link, Navigate, Outlet, useLocation } from 'react-router';
import { isSessionOver } from '../api/query-client.js';
import type { Role } from '../pages/define-page.js';
import { menuOf, PAGES } from '../pages/index.js';
import { ProblemNotice } from '../parts/problem.js';
import { useLanguage, useTexts } from '../text/language.js';
import { colours, measures } from '../theme/tokens.js';
import { LanguageButton } from './language-button.js';
import { Bell, PostSwitch, SignOutButton } from './person.js';
import { useMe } from './session.js';
import { texts } from './texts.js';

const Live = lazy(() => import('./live.js'));

/** What is around every page: who I am and in which post, where I can go. */
export function Frame() {
  const me = useMe();
  const t = useTexts(texts);
  const wide = Grid.useBreakpoint().lg ?? true;
  if (isSessionOver(me.error) && !me.data) return <Navigate to="/sign-in" replace />;
  if (me.error && !me.data) return <ProblemNotice error={me.error} retry={() => me.refetch()} />;
  if (!me.data) return <Skeleton active style={{ padding: measures.gap }} />;
  const { post, posts, name } = me.data;
  return (
    <Layout style={{ minHeight: '100%' }}>
      <a className="skip-link" href="#content">
        {t.skip}
      </a>
      <Layout.Header
        style={{
          padding: `0 ${measures.gap}px`,
          position: 'sticky',
          top: 0,
          zIndex: 5,
          borderBottom: `1px solid ${colours.line}`,
        }}
      >
        <Flex align="center" justify="space-between" gap="small" style={{ height: '100%' }}>
          <Flex align="center" gap="small" flex="none">
            {!wide && post && <SmallMenu role={post.role} />}
            <Link to="/">
              <Typography.Text strong style={{ fontSize: 18, whiteSpace: 'nowrap' }}>
                {t.product}
              </Typography.Text>
            </Link>
          </Flex>
          <Flex align="center" gap="small" style={{ minWidth: 0 }}>
            <PostSwitch posts={posts} post={post} />
            {wide && <Typography.Text style={{ whiteSpace: 'nowrap' }}>{name}</Typography.Text>}
            <Bell />
            {wide && <LanguageButton />}
            {wide && <SignOutButton />}
          </Flex>
        </Flex>
      </Layout.Header>
      {post && (
        <Suspense>
          <Live office={post.office} />
        </Suspense>
      )}
      <Layout hasSider={wide}>
        {wide && post && (
          <Layout.Sider width={measures.sider} theme="light">
            <nav aria-label={t.menu}>
              <PageMenu role={post.role} />
            </nav>
          </Layout.Sider>
        )}
        <Layout.Content id="content" style={{ padding: wide ? 20 : 12, minWidth: 0 }}>
          {post ? (
            <Titled>
              <Suspense>
                <Outlet key={post.id} />
              </Suspense>
            </Titled>
          ) : (
            <Result status="warning" title={t.postEnded} />
          )}
        </Layout.Content>
      </Layout>
    </Layout>
  );
}

function useHere() {
  const { pathname } = useLocation();
  return PAGES.find(({ path, menu }) => menu && (pathname === `/${path}` || pathname.startsWith(`/${path}/`)));
}

/** The browser's tab names the page. */
function Titled({ children }: { children: ReactNode }) {
  const { language } = useLanguage();
  const t = useTexts(texts);
  const here = useHere();
  return (
    <>
      <title>{here ? `${here.title[language]} · ${t.product}` : t.product}</title>
      {children}
    </>
  );
}

function PageMenu({ role, onChosen }: { role: Role; onChosen?: () => void }) {
  const { language } = useLanguage();
  const here = useHere();
  const items = menuOf(role).map(({ path, title, menu }) => {
    const Icon = menu!.icon;
    return { key: path, icon: <Icon />, label: <Link to={`/${path}`}>{title[language]}</Link> };
  });
  return (
    <Menu
      mode="inline"
      style={{ borderInlineEnd: 0, paddingTop: measures.small }}
      selectedKeys={here ? [here.path] : []}
      items={items}
      onClick={onChosen}
    />
  );
}

/** On a telephone: the menu, and what has no room in the header. */
function SmallMenu({ role }: { role: Role }) {
  const t = useTexts(texts);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="text" icon={<MenuOutlined />} aria-label={t.menu} onClick={() => setOpen(true)} />
      <Drawer open={open} onClose={() => setOpen(false)} placement="left" size={260} title={t.menu}>
        <PageMenu role={role} onChosen={() => setOpen(false)} />
        <Flex justify="space-between" style={{ marginTop: measures.gap }}>
          <LanguageButton />
          <SignOutButton />
        </Flex>
      </Drawer>
    </>
  );
}
