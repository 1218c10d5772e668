import { Empty } from 'antd';
import { Navigate } from 'react-router';
import { menuOf } from '../pages/index.js';
import { useTexts } from '../text/language.js';
import { useMe } from './session.js';
import { texts } from './texts.js';

/** Each role begins with the first page of its menu. */
export function Home() {
  const me = useMe();
  const t = useTexts(texts);
  const post = me.data?.post;
  if (!post) return null;
  const [first] = menuOf(post.role);
  return first ? <Navigate to={`/${first.path}`} replace /> : <Empty description={t.nothingForYou} />;
}
