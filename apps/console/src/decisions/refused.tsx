import { useQuery } from '@tanstack/react-query';
import { Flex, Typography } from 'antd';
import { Link } from 'react-router';
import { read } from '../api/client.js';
import { Answered } from '../parts/answer.js';
import { useLanguage, useTexts } from '../text/language.js';
import { bulkTexts } from './bulk.texts.js';

const SHOWN = 200;

/** Those a bulk decision left out, each with its reason and the way to it. */
export function Refused({ bulk }: { bulk: string }) {
  const t = useTexts(bulkTexts);
  const { language } = useLanguage();
  const items = useQuery(
    read('/api/v1/bulk-decisions/{id}/items', { path: { id: bulk }, query: { refused: true, limit: SHOWN } }),
  );
  return (
    <Answered query={items}>
      {(page) => (
        <Flex
          component="ul"
          vertical
          gap={4}
          style={{ maxHeight: 240, overflowY: 'auto', margin: 0, paddingInlineStart: 20 }}
          tabIndex={0}
        >
          {page.items.map(({ application, name, refusal }) => (
            <li key={application}>
              <Link to={`/applications/${application}`} style={{ textDecoration: 'underline' }}>
                {name ?? t.open}
              </Link>{' '}
              <Typography.Text>{refusal?.[language]}</Typography.Text>
            </li>
          ))}
        </Flex>
      )}
    </Answered>
  );
}
