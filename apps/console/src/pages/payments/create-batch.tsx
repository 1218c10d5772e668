import { Alert, Button, Card, Flex, Select, Typography } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../api/client.js';
import { useKeyedCommand, useQuestion } from '../../api/command.js';
import { yuan } from '../../format/money.js';
import { ProblemNotice } from '../../parts/problem.js';
import { usePeriods } from '../../reference/periods.js';
import { useProgrammes } from '../../reference/programmes.js';
import { useTexts } from '../../text/language.js';
import { ExclusionList } from '../payment/excluded.js';
import { texts } from './texts.js';

/** First what would be paid and what not, then the batch itself. */
export function CreateBatch() {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const programmes = useProgrammes();
  const periods = usePeriods();
  const [programmeCode, setProgramme] = useState<string>();
  const [chosenPeriod, setPeriod] = useState<number>();
  const period = chosenPeriod ?? periods.all[0]?.code;
  const body = { programmeCode: programmeCode ?? '', period: period ?? 0 };
  const preview = useQuestion(
    async (asked: typeof body) => (await api.POST('/api/v1/payment-batches/preview', { body: asked })).data!,
  );
  const create = useKeyedCommand(
    async (asked: typeof body, key) =>
      (await api.POST('/api/v1/payment-batches', { headers: { 'idempotency-key': key }, body: asked })).data!,
  );
  const seen = preview.data;
  return (
    <Card size="small" title={t.create}>
      <Flex vertical gap="middle">
        <Typography.Text type="secondary">{t.createHelp}</Typography.Text>
        <Flex wrap gap="small">
          <Select
            aria-label={t.programme}
            placeholder={t.programme}
            style={{ minWidth: 260 }}
            value={programmeCode}
            options={programmes.options}
            onChange={(to) => {
              setProgramme(to);
              preview.reset();
            }}
          />
          <Select
            aria-label={t.period}
            style={{ minWidth: 170 }}
            value={period}
            options={periods.options}
            onChange={(to) => {
              setPeriod(to);
              preview.reset();
            }}
          />
          <Button disabled={!programmeCode} loading={preview.isPending} onClick={() => preview.mutate(body)}>
            {t.preview}
          </Button>
        </Flex>
        <ProblemNotice error={preview.error ?? create.error} />
        {seen && (
          <Alert
            type={seen.count > 0 ? 'success' : 'info'}
            showIcon
            title={seen.count > 0 ? t.would(seen.count, yuan(seen.totalFen)) : t.nothing}
            description={
              seen.excluded.length > 0 && (
                <>
                  {t.leftOut(seen.excluded.length)}
                  <ExclusionList excluded={seen.excluded} />
                </>
              )
            }
            action={
              seen.count > 0 && (
                <Button
                  type="primary"
                  loading={create.isPending}
                  onClick={() => create.mutate(body, { onSuccess: ({ id }) => navigate(`/payments/${id}`) })}
                >
                  {t.confirm}
                </Button>
              )
            }
          />
        )}
      </Flex>
    </Card>
  );
}
