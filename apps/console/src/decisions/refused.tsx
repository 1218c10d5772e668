import { Flex, Typography } from 'antd';
import { Link } from 'react-router';
import { api } from '../api/client.js';
import { Pages, usePages } from '../parts/pages.js';
import { useLanguage, useTexts } from '../text/language.js';
import { bulkTexts } from './bulk.texts.js';

const PATH = '/api/v1/bulk-decisions/{id}/items';
const PAGE = 100;

/** Those a bulk decision left out, each with its reason and the way to it. */
export function Refused({ bulk }: { bulk: string }) {
  const t = useTexts(bulkTexts);
  const { language } = useLanguage();
  const pages = usePages([PATH, bulk, 'refused'], async (cursor, signal) => {
    const params = { path: { id: bulk }, query: { refused: true, cursor, limit: PAGE } };
    return (await api.GET(PATH, { params, signal })).data!;
  });
  return (
    <Pages pages={pages}>
      {(items) => (
        <Flex
          component="ul"
          vertical
          gap={4}
          style={{ maxHeight: 240, overflowY: 'auto', margin: 0, paddingInlineStart: 20 }}
          tabIndex={0}
        >
          {items.map(({ application, name, refusal }) => (
            <li key={application}>
              <Link to={`/applications/${application}`} style={{ textDecoration: 'underline' }}>
                {name ?? t.open}
              </Link>{' '}
              <Typography.Text>{refusal?.[language]}</Typography.Text>
            </li>
          ))}
        </Flex>
      )}
    </Pages>
  );
}
