import { Alert } from 'antd';
import { Link } from 'react-router';
import type { Schemas } from '../../api/client.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { texts } from './texts.js';

type Exclusions = readonly Schemas['ExclusionView'][];

/** What waited for payment and was left out of a batch. */
export function Excluded({ excluded }: { excluded: Exclusions }) {
  const t = useTexts(texts);
  if (excluded.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={t.excluded(excluded.length)}
      description={<ExclusionList excluded={excluded} />}
    />
  );
}

/** Each with the reason and the way to it. */
export function ExclusionList({ excluded }: { excluded: Exclusions }) {
  const { language } = useLanguage();
  return (
    <ul style={{ margin: 0, paddingInlineStart: 20 }}>
      {excluded.map(({ application, name, zh, en }) => (
        <li key={application}>
          <Link to={`/applications/${application}`}>{name}</Link> {{ zh, en }[language]}
        </li>
      ))}
    </ul>
  );
}
