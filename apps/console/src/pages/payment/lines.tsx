import { useQuery } from '@tanstack/react-query';
import { Card, Segmented, Table } from 'antd';
import { useState } from 'react';
import { read, type Schemas } from '../../api/client.js';
import { yuan } from '../../format/money.js';
import { useWords } from '../../format/words.js';
import { Answered } from '../../parts/answer.js';
import { useTexts } from '../../text/language.js';
import { texts } from './texts.js';

const STATES = ['pending', 'paid', 'failed', 'unknown'] as const;
const SHOWN = 500;

/** What each bank was or will be asked to pay, by what is known of it. */
export function Lines({ batch, version }: { batch: string; version: number }) {
  const t = useTexts(texts);
  const words = useWords();
  const [state, setState] = useState<(typeof STATES)[number]>('pending');
  const asked = read('/api/v1/payment-batches/{id}/lines', { path: { id: batch }, query: { state, limit: SHOWN } });
  const lines = useQuery({ ...asked, queryKey: [...asked.queryKey, version] as never });
  const choice = (
    <Segmented
      aria-label={t.state}
      value={state}
      options={STATES.map((each) => ({ value: each, label: words('line', each) }))}
      onChange={setState}
    />
  );
  return (
    <Card size="small" title={t.lines} extra={choice}>
      <Answered query={lines}>
        {(list) => (
          <Table<Schemas['BatchLineView']>
            size="small"
            rowKey="lineNo"
            dataSource={list}
            scroll={{ x: 'max-content' }}
            pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
            columns={[
              { title: '#', dataIndex: 'lineNo', width: 60 },
              { title: t.payee, dataIndex: 'name' },
              { title: t.bank, dataIndex: 'bank' },
              { title: t.account, dataIndex: 'account' },
              { title: t.amount, align: 'right', render: (_, { amountFen }) => yuan(amountFen) },
              { title: t.state, render: (_, each) => words('line', each.state) },
            ]}
          />
        )}
      </Answered>
    </Card>
  );
}
