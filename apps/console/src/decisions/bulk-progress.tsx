import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Card, Flex, Progress, Typography } from 'antd';
import { useEffect } from 'react';
import { read } from '../api/client.js';
import { yuan } from '../format/money.js';
import { Answered } from '../parts/answer.js';
import { useTexts } from '../text/language.js';
import { colours, measures } from '../theme/tokens.js';
import { bulkTexts } from './bulk.texts.js';
import { Refused } from './refused.js';

const LOOK_EVERY_MS = 700;

/** How far a bulk decision is. It runs at the server: reloading the page, or leaving it, changes nothing. */
export function BulkProgress({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTexts(bulkTexts);
  const queries = useQueryClient();
  const bulk = useQuery({
    ...read('/api/v1/bulk-decisions/{id}', { path: { id } }),
    refetchInterval: ({ state }) => (state.data?.state === 'done' ? false : LOOK_EVERY_MS),
  });
  const done = bulk.data?.state === 'done';
  useEffect(() => {
    if (done)
      void queries.invalidateQueries({
        predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/v1/worklist'),
      });
  }, [done, queries]);
  return (
    <Card
      size="small"
      title={t.bulk}
      style={{ marginBottom: measures.gap }}
      extra={
        <Button size="small" onClick={onClose}>
          {t.close}
        </Button>
      }
    >
      <Answered query={bulk}>
        {(view) => (
          <Flex vertical gap="small">
            <Progress
              aria-label={t.bulk}
              percent={view.total === 0 ? 100 : Math.floor((view.done / view.total) * 100)}
              strokeColor={colours.primary}
              status={done ? 'success' : 'active'}
            />
            <Typography.Text role="status">
              {done ? t.finished(view.accepted, yuan(view.acceptedFen)) : t.running(view.done, view.total)}
            </Typography.Text>
            {done && view.refused > 0 && (
              <>
                <Typography.Text type="warning">{t.refusedOnes(view.refused)}</Typography.Text>
                <Refused bulk={id} />
              </>
            )}
          </Flex>
        )}
      </Answered>
    </Card>
  );
}
