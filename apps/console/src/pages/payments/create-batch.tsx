import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Flex, Select, Typography } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { api, newKey, read, type Schemas } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { period as periodName } from '../../format/dates.js';
import { yuan } from '../../format/money.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useProgrammes } from '../../reference/programmes.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { texts } from './texts.js';

/** First what would be paid and what not, then the batch itself. */
export function CreateBatch() {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const programmes = useProgrammes();
  const periods = useQuery(read('/api/v1/periods'));
  const [programmeCode, setProgramme] = useState<string>();
  const [chosenPeriod, setPeriod] = useState<number>();
  const period = chosenPeriod ?? periods.data?.[0]?.code;
  const body = { programmeCode: programmeCode ?? '', period: period ?? 0 };
  const preview = useCommand(
    async (asked: typeof body) => (await api.POST('/api/v1/payment-batches/preview', { body: asked })).data!,
  );
  const create = useCommand(
    async (asked: typeof body) =>
      (await api.POST('/api/v1/payment-batches', { headers: { 'idempotency-key': newKey() }, body: asked })).data!,
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
            options={periods.data?.map(({ code }) => ({ value: code, label: periodName(code, language) }))}
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
            description={<LeftOut excluded={seen.excluded} />}
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

/** Whom such a batch would leave out, and why. */
function LeftOut({ excluded }: { excluded: readonly Schemas['ExclusionView'][] }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  if (excluded.length === 0) return null;
  return (
    <>
      {t.leftOut(excluded.length)}
      <ul style={{ margin: 0, paddingInlineStart: 20 }}>
        {excluded.map(({ application, name, zh, en }) => (
          <li key={application}>
            <Link to={`/applications/${application}`}>{name}</Link> {{ zh, en }[language]}
          </li>
        ))}
      </ul>
    </>
  );
}
