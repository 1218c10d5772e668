import { Button, Card, Empty, Flex, Segmented, Table } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '../../api/client.js';
import { yuan } from '../../format/money.js';
import { useWords } from '../../format/words.js';
import { Pages, usePages } from '../../parts/pages.js';
import { useTexts } from '../../text/language.js';
import { measures } from '../../theme/tokens.js';
import { ReissueDialog } from './reissue-dialog.js';
import { texts } from './texts.js';
import { NO_TREE } from './totals.js';
import { useReasons } from './use-reasons.js';

type Line = Schemas['BatchLineView'];
type State = Line['state'] | 'all';
const STATES = ['all', 'failed', 'unknown', 'paid', 'pending'] as const satisfies readonly State[];
const PATH = '/api/v1/payment-batches/{id}/lines';
const PAGE = 100;

/** What each bank was asked to pay, by what is known of it; what came back has its reason and the way on. */
export function Lines({ batch, version }: { batch: string; version: number }) {
  const t = useTexts(texts);
  const words = useWords();
  const reasons = useReasons();
  const [shown, setShown] = useState<State>('all');
  const [reissued, setReissued] = useState<Line | null>(null);
  const state = shown === 'all' ? undefined : shown;
  const pages = usePages<Line>([PATH, batch, state, version], async (cursor, signal) => {
    const params = { path: { id: batch }, query: { state, cursor, limit: PAGE } };
    return (await api.GET(PATH, { params, signal })).data!;
  });
  const choice = (
    <Segmented
      aria-label={t.state}
      value={shown}
      options={STATES.map((each) => ({ value: each, label: each === 'all' ? t.all : words('line', each) }))}
      onChange={setShown}
    />
  );
  return (
    <Card
      size="small"
      title={
        <Flex wrap align="center" justify="space-between" gap="small" style={{ paddingBlock: measures.small }}>
          {t.lines}
          {choice}
        </Flex>
      }
    >
      <Pages pages={pages}>
        {(list) => (
          <Table<Line>
            size="small"
            rowKey="lineNo"
            expandable={NO_TREE}
            dataSource={list}
            scroll={{ x: 'max-content' }}
            pagination={false}
            locale={{ emptyText: <Empty description={t.noLines} image={Empty.PRESENTED_IMAGE_SIMPLE} /> }}
            columns={[
              { title: t.lineNo, dataIndex: 'lineNo', width: 70, align: 'right' },
              { title: t.payee, render: (_, { name, children }) => (children > 1 ? t.several(name, children) : name) },
              { title: t.bank, dataIndex: 'bank', responsive: ['sm'] },
              { title: t.account, dataIndex: 'account', responsive: ['md'] },
              { title: t.amount, align: 'right', render: (_, { amountFen }) => yuan(amountFen) },
              { title: t.state, render: (_, each) => words('line', each.state) },
              { title: t.reason, render: (_, { reason }) => reason && reasons(reason) },
              {
                title: '',
                render: (_, line) =>
                  line.availableCommands.includes('ReissueLine') && (
                    <Button size="small" onClick={() => setReissued(line)}>
                      {t.reissue}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Pages>
      {reissued && <ReissueDialog batch={batch} line={reissued} onClose={() => setReissued(null)} />}
    </Card>
  );
}
