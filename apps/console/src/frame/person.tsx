import { BellOutlined, LogoutOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Badge, Button, Select, Typography } from 'antd';
import { useNavigate } from 'react-router';
import { read, type Schemas } from '../api/client.js';
import { useWords } from '../format/words.js';
import { useTexts } from '../text/language.js';
import { useActIn, useSignOut } from './session.js';
import { texts } from './texts.js';

type Post = Schemas['PostView'];
const UNREAD_EVERY_MS = 30_000;

/** The post one acts in; whoever holds several changes it here. */
export function PostSwitch({ posts, post }: { posts: readonly Post[]; post: Post | null }) {
  const t = useTexts(texts);
  const words = useWords();
  const actIn = useActIn();
  const navigate = useNavigate();
  const label = ({ officeName, role }: Post) => `${officeName} · ${words('role', role)}`;
  if (post && posts.length === 1)
    return (
      <Typography.Text type="secondary" ellipsis>
        {label(post)}
      </Typography.Text>
    );
  return (
    <Select
      aria-label={t.post}
      value={post?.id}
      loading={actIn.isPending}
      popupMatchSelectWidth={false}
      options={posts.map((each) => ({ value: each.id, label: label(each) }))}
      onChange={(id) => actIn.mutate(id, { onSuccess: () => navigate('/') })}
    />
  );
}

export function Bell() {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const unread = useQuery({ ...read('/api/v1/inbox/unread'), refetchInterval: UNREAD_EVERY_MS });
  const { count = 0, shown = '0' } = unread.data ?? {};
  return (
    <Badge count={count > 0 ? shown : 0} size="small" offset={[-4, 6]}>
      <Button
        type="text"
        icon={<BellOutlined />}
        aria-label={count > 0 ? t.unread(shown) : t.inbox}
        onClick={() => navigate('/inbox')}
      />
    </Badge>
  );
}

export function SignOutButton() {
  const t = useTexts(texts);
  const signOut = useSignOut();
  const navigate = useNavigate();
  return (
    <Button
      type="text"
      icon={<LogoutOutlined />}
      loading={signOut.isPending}
      onClick={() => signOut.mutate(undefined, { onSuccess: () => navigate('/sign-in') })}
    >
      {t.signOut}
    </Button>
  );
}
