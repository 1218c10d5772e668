import { Alert, App, Button, Card, Flex, Select, Typography } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../api/client.js';
import { useKeyedCommand, useQuestion } from '../../api/command.js';
import { yuan } from '../../format/money.js';
import { ProblemNotice } from '../../parts/problem.js';
import { usePeriods } from '../../reference/periods.js';
import { useProgrammes } from '../../reference/programmes.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { texts } from './texts.js';

/** The clerk hands in all good drafts of a programme: first what would go along and what would not, then for real. */
export function HandIn() {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { message } = App.useApp();
  const programmes = useProgrammes();
  const periods = usePeriods();
  const [programme, setProgramme] = useState<string>();
  const [period, setPeriod] = useState<number>();
  const chosen = { programmeCode: programme ?? '', period: period ?? periods.all[0]?.code ?? 0 };
  const preview = useQuestion(
    async (body: typeof chosen) => (await api.POST('/api/v1/submissions', { body: { ...body, preview: true } })).data!,
  );
  const submit = useKeyedCommand(
    async (body: typeof chosen, key) =>
      (await api.POST('/api/v1/submissions', { headers: { 'idempotency-key': key }, body })).data!,
  );
  const seen = preview.data;
  const forget = () => preview.reset();
  return (
    <Card size="small" title={t.handIn}>
      <Flex vertical gap="middle">
        <Typography.Text type="secondary">{t.handInHelp}</Typography.Text>
        <Flex wrap gap="small">
          <Select
            aria-label={t.programme}
            placeholder={t.programme}
            style={{ minWidth: 260 }}
            value={programme}
            options={programmes.options}
            onChange={(to) => {
              setProgramme(to);
              forget();
            }}
          />
          <Select
            aria-label={t.period}
            style={{ minWidth: 170 }}
            value={chosen.period || undefined}
            options={periods.options}
            onChange={(to) => {
              setPeriod(to);
              forget();
            }}
          />
          <Button disabled={!programme} loading={preview.isPending} onClick={() => preview.mutate(chosen)}>
            {t.preview}
          </Button>
        </Flex>
        <ProblemNotice error={preview.error ?? submit.error} />
        {seen && (
          <>
            <Alert
              type={seen.count > 0 ? 'success' : 'info'}
              showIcon
              title={seen.count > 0 ? t.would(seen.count, yuan(seen.totalFen)) : t.nothing}
              action={
                seen.count > 0 && (
                  <Button
                    type="primary"
                    loading={submit.isPending}
                    onClick={() =>
                      submit.mutate(chosen, {
                        onSuccess: () => {
                          void message.success(t.submitted);
                          forget();
                        },
                      })
                    }
                  >
                    {t.submit(seen.count)}
                  </Button>
                )
              }
            />
            {seen.leftOut.length > 0 && (
              <Alert
                type="warning"
                showIcon
                title={t.leftOut(seen.leftOut.length)}
                description={
                  <ul>
                    {seen.leftOut.map((each) => (
                      <li key={each.application}>
                        <Link to={`/applications/${each.application}`}>{each[language]}</Link>
                      </li>
                    ))}
                  </ul>
                }
              />
            )}
          </>
        )}
      </Flex>
    </Card>
  );
}
