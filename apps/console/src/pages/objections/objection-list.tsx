import { Button, Empty, Flex, Segmented, Table } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../../api/client.js';
import { moment } from '../../format/dates.js';
import { Pages, usePages } from '../../parts/pages.js';
import { useTexts } from '../../text/language.js';
import { ObjectionDialog } from './objection-dialog.js';
import { texts } from './texts.js';

type Objection = Schemas['ObjectionView'];
const STATES = [
  'received',
  'confirmed',
  'dismissed',
  'upheld',
  'unfounded',
] as const satisfies readonly Objection['state'][];
const PATH = '/api/v1/objections';
const PAGE = 50;

/** Oldest first: who has waited longest is heard next. */
export function ObjectionList() {
  const t = useTexts(texts);
  const [state, setState] = useState<Objection['state']>('received');
  const [opened, setOpened] = useState<string | null>(null);
  const pages = usePages<Objection>(
    [PATH, 'pages', state],
    async (cursor, signal) =>
      (await api.GET(PATH, { params: { query: { state, cursor, limit: PAGE } }, signal })).data!,
  );
  return (
    <Flex vertical gap="small">
      <Segmented
        aria-label={t.state}
        value={state}
        options={STATES.map((value) => ({ value, label: t[value] }))}
        onChange={setState}
      />
      <Pages pages={pages}>
        {(list) => (
          <Table<Objection>
            size="middle"
            rowKey="id"
            dataSource={list}
            pagination={false}
            scroll={{ x: 'max-content' }}
            locale={{ emptyText: <Empty description={t.none} /> }}
            columns={[
              { title: t.at, render: (_, { at }) => moment(at) },
              { title: t.school, dataIndex: 'schoolName' },
              { title: t.child, render: (_, { name }) => name ?? t.childUnknown },
              {
                title: '',
                render: (_, { id, schoolName, at }) => (
                  <Button size="small" aria-label={t.openOf(schoolName, moment(at))} onClick={() => setOpened(id)}>
                    {t.open}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Pages>
      {opened && <ObjectionDialog id={opened} onClose={() => setOpened(null)} />}
    </Flex>
  );
}
