import { useQuery } from '@tanstack/react-query';
import { Button, Empty, Flex, Segmented, Table } from 'antd';
import { useState } from 'react';
import { read, type Schemas } from '../../api/client.js';
import { moment } from '../../format/dates.js';
import { Answered } from '../../parts/answer.js';
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
const SHOWN = 200;

/** Oldest first: who has waited longest is heard next. */
export function ObjectionList() {
  const t = useTexts(texts);
  const [state, setState] = useState<Objection['state']>('received');
  const [opened, setOpened] = useState<string | null>(null);
  const objections = useQuery(read('/api/v1/objections', { query: { state, limit: SHOWN } }));
  return (
    <Flex vertical gap="small">
      <Segmented
        aria-label={t.state}
        value={state}
        options={STATES.map((value) => ({ value, label: t[value] }))}
        onChange={setState}
      />
      <Answered query={objections}>
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
      </Answered>
      {opened && <ObjectionDialog id={opened} onClose={() => setOpened(null)} />}
    </Flex>
  );
}
