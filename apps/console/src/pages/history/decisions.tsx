import { Alert, Checkbox, Flex, Input } from 'antd';
import { api } from '../../api/client.js';
import { Pages, usePages } from '../../parts/pages.js';
import { useTexts } from '../../text/language.js';
import { measures } from '../../theme/tokens.js';
import { useAsked } from './asked.js';
import { OfficeSelect, PersonSelect } from './choices.js';
import { DecisionTable } from './decision-table.js';
import { texts } from './texts.js';

const PAGE = 100;

/** Decisions of a person, an office, or whatever was decided late, between two days. */
export function Decisions() {
  const t = useTexts(texts);
  const { person, office, role, from, to, late, change } = useAsked();
  return (
    <Flex vertical gap={measures.small + 4}>
      <Flex wrap gap="small" align="center">
        <PersonSelect value={person} onChange={(id) => change({ person: id, role: undefined })} />
        <OfficeSelect value={office} onChange={(code) => change({ office: code, role: undefined })} />
        <Input
          type="date"
          aria-label={t.from}
          style={{ width: 150 }}
          value={from}
          max={to}
          onChange={({ target }) => change({ from: target.value })}
        />
        <Input
          type="date"
          aria-label={t.to}
          style={{ width: 150 }}
          value={to}
          min={from}
          onChange={({ target }) => change({ to: target.value })}
        />
        <Checkbox checked={late} onChange={({ target }) => change({ late: String(target.checked) })}>
          {t.onlyLate}
        </Checkbox>
      </Flex>
      {late || person || office ? (
        <Found asked={{ person, office, role, from, to }} late={late} />
      ) : (
        <Alert type="info" showIcon title={t.pickSome} />
      )}
    </Flex>
  );
}

type Asked = Pick<ReturnType<typeof useAsked>, 'person' | 'office' | 'role' | 'from' | 'to'>;

function Found({ asked, late }: { asked: Asked; late: boolean }) {
  const { change } = useAsked();
  const pages = usePages(['/api/v1/audit', late, asked], async (cursor, signal) => {
    const params = { query: { ...asked, cursor, limit: PAGE } };
    const answer = late
      ? await api.GET('/api/v1/audit/late', { params, signal })
      : await api.GET('/api/v1/audit/decisions', { params, signal });
    return answer.data!;
  });
  return (
    <Pages pages={pages}>
      {(decisions) => (
        <DecisionTable
          decisions={decisions}
          onPerson={(id) => change({ person: id, office: undefined, role: undefined, late: 'false' })}
        />
      )}
    </Pages>
  );
}
