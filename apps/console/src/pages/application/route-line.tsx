import { Card, Flex, Steps, Typography } from 'antd';
import { moment } from '../../format/dates.js';
import { useWords } from '../../format/words.js';
import { DueTag } from '../../parts/due-tag.js';
import { useLanguage, useTexts } from '../../text/language.js';
import type { Application } from './application.page.js';
import { texts } from './texts.js';

const STEP = { done: 'finish', here: 'process', ahead: 'wait' } as const;

/** The route as a line: what is behind and who decided it, where it is and until when, who is next. */
export function RouteLine({ application: { phase, route, visit, clock } }: { application: Application }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const words = useWords();
  return (
    <Card title={t.route} size="small" style={{ height: '100%' }}>
      <Steps
        orientation="vertical"
        size="small"
        current={route.findIndex(({ state }) => state === 'here')}
        items={route.map(({ stage, title, office, role, state, decidedBy, decidedAt }) => ({
          key: stage,
          title: title[language],
          status: STEP[state],
          content: (
            <Flex vertical gap={2} align="start">
              <Typography.Text type="secondary">
                {office.name} · {words('role', role)}
              </Typography.Text>
              {decidedBy && decidedAt && (
                <Typography.Text>
                  {decidedBy.name} {moment(decidedAt)}
                </Typography.Text>
              )}
              {state === 'here' && phase === 'returned' && <Typography.Text>{t.withSchool}</Typography.Text>}
              {state === 'here' && visit && (
                <>
                  <Flex gap="small" wrap>
                    {clock.running && <Typography.Text>{moment(visit.dueAt)}</Typography.Text>}
                    <DueTag at={visit.dueAt} stopped={!clock.running} />
                  </Flex>
                  {visit.provisional && <Typography.Text type="secondary">{t.provisional}</Typography.Text>}
                  {visit.openedBy && (
                    <Typography.Text type="secondary">{t.openedBy(visit.openedBy.name)}</Typography.Text>
                  )}
                </>
              )}
            </Flex>
          ),
        }))}
      />
    </Card>
  );
}
