import { Flex, Tag, Typography } from 'antd';
import { useWords } from '../../format/words.js';
import { DueTag } from '../../parts/due-tag.js';
import { useProgrammes } from '../../reference/programmes.js';
import { useTexts } from '../../text/language.js';
import type { Child } from './child-list.js';
import { texts } from './texts.js';

/** Each of a child's applications: where it is on its way, and until when. */
export function WhereItIs({ child: { applications, entitled, missing } }: { child: Child }) {
  const t = useTexts(texts);
  const words = useWords();
  const programmes = useProgrammes();
  if (applications.length === 0) {
    const why = missing ? t.noApplication : entitled ? t.elsewhere : t.notEntitled;
    return <Typography.Text type="secondary">{why}</Typography.Text>;
  }
  return (
    <Flex vertical gap={4} align="start">
      {applications.map(({ id, programme, phase, stage, dueAt, stopped }) => (
        <div key={id}>
          <Typography.Text type="secondary">{programmes.title(programme)}</Typography.Text>
          <Flex wrap gap={4}>
            <Tag style={{ marginInlineEnd: 0 }}>{words('phase', phase)}</Tag>
            {stage && <Typography.Text>{programmes.stage(stage)}</Typography.Text>}
            <DueTag at={dueAt} stopped={stopped} />
          </Flex>
        </div>
      ))}
    </Flex>
  );
}
