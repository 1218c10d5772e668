import { Flex } from 'antd';
import { useMe } from '../../frame/session.js';
import { PageHead } from '../../parts/page-head.js';
import { useLanguage } from '../../text/language.js';
import { measures } from '../../theme/tokens.js';
import type { Role } from '../define-page.js';
import { NoticeSettings } from './notice-settings.js';
import { ObjectionList } from './objection-list.js';
import { titleTexts } from './title.texts.js';

/** Who hears objections, and who sets what stands under the notices: the server lets nobody else. */
const HEARS: readonly Role[] = ['reviewer', 'approver'];
const SETS: readonly Role[] = ['supervisor', 'administrator'];

/** What people objected to in the public notices, and what the office prints under them. */
export default function ObjectionsPage() {
  const { language } = useLanguage();
  const role = useMe().data?.post?.role;
  return (
    <>
      <PageHead title={titleTexts.title[language]} />
      <Flex vertical gap={measures.gap}>
        {role && HEARS.includes(role) && <ObjectionList />}
        {role && SETS.includes(role) && <NoticeSettings />}
      </Flex>
    </>
  );
}
