import { Tabs } from 'antd';
import { useMe } from '../../frame/session.js';
import { ChildSearch } from '../../parts/child-search.js';
import { PageHead } from '../../parts/page-head.js';
import { useTexts } from '../../text/language.js';
import { useAsked } from './asked.js';
import { Decisions } from './decisions.js';
import { texts } from './texts.js';
import { titleTexts } from './title.texts.js';

/** What auditors and leaders ask the trail: who decided what and when, what was late, and all about one child. */
export default function HistoryPage() {
  const t = useTexts(texts);
  const { title } = useTexts(titleTexts);
  const me = useMe();
  const { by, change } = useAsked();
  return (
    <>
      <PageHead title={title} about={me.data?.post?.officeName} />
      <Tabs
        activeKey={by}
        onChange={(to) => change({ by: to === 'child' ? 'child' : undefined })}
        items={[
          { key: 'decisions', label: t.decisions, children: <Decisions /> },
          { key: 'child', label: t.children, children: <ChildSearch trail /> },
        ]}
      />
    </>
  );
}
