import { EyeOutlined } from '@ant-design/icons';
import { Button, Card, Descriptions, Flex, Table, Tooltip } from 'antd';
import { api, type Schemas } from '../../api/client.js';
import { useQuestion } from '../../api/command.js';
import { period } from '../../format/dates.js';
import { yuan } from '../../format/money.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { measures } from '../../theme/tokens.js';
import type { Application } from './application.page.js';
import { texts } from './texts.js';

type Line = Schemas['BenefitLineView'];

/** What one decides on. */
export function Facts({ application }: { application: Application }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { subject, basis, school, programme, items, id } = application;
  const rows = [
    { key: 'child', label: t.child, children: subject.name },
    { key: 'sex', label: t.sex, children: subject.sex },
    { key: 'birth', label: t.birthDate, children: subject.birthDate },
    { key: 'id', label: t.idNumber, children: <Masked application={id} kind="id-number" masked={subject.idNumber} /> },
    { key: 'school', label: t.school, children: school.name },
    ...(basis
      ? [
          { key: 'grade', label: t.grade, children: basis.grade },
          { key: 'boarding', label: t.boarding, children: basis.boarding ? t.yes : t.no },
        ]
      : []),
    {
      key: 'card',
      label: subject.passbook ? t.passbook : t.card,
      children: <Masked application={id} kind="card" masked={subject.card} />,
    },
    { key: 'bank', label: t.bank, children: subject.bank ?? t.none },
    { key: 'phone', label: t.phone, children: <Masked application={id} kind="phone" masked={subject.phone} /> },
    { key: 'guardian', label: t.guardian, children: subject.guardian ?? t.none },
    { key: 'programme', label: t.programme, children: programme.title[language] },
    { key: 'period', label: t.period, children: period(application.period, language) },
  ];
  return (
    <Card title={t.facts} size="small">
      <Descriptions size="small" column={1} items={rows} styles={{ label: { width: 88 } }} />
      <Table<Line>
        size="small"
        style={{ marginTop: measures.small }}
        rowKey={({ item, instalment }) => `${item} ${instalment}`}
        pagination={false}
        dataSource={items}
        columns={[
          { title: t.item, render: (_, { title }) => title[language] },
          { title: t.instalment, dataIndex: 'instalment', align: 'right' },
          { title: t.amount, align: 'right', render: (_, { amountFen }) => yuan(amountFen) },
        ]}
        summary={() => (
          <Table.Summary.Row>
            <Table.Summary.Cell index={0} colSpan={2}>
              {t.total}
            </Table.Summary.Cell>
            <Table.Summary.Cell index={1} align="right">
              <strong>{yuan(application.amountFen)}</strong>
            </Table.Summary.Cell>
          </Table.Summary.Row>
        )}
      />
    </Card>
  );
}

/** A value that is masked until asked for. The server records who asked. */
function Masked({
  application,
  kind,
  masked,
}: {
  application: string;
  kind: Schemas['PersonalDataDto']['kind'];
  masked: string | null;
}) {
  const t = useTexts(texts);
  const reveal = useQuestion(
    async () =>
      (
        await api.POST('/api/v1/applications/{id}/personal-data', {
          params: { path: { id: application } },
          body: { kind },
        })
      ).data!,
  );
  if (masked === null) return t.none;
  if (reveal.data)
    return (
      <Tooltip title={t.revealed}>
        <span>{reveal.data.value ?? t.none}</span>
      </Tooltip>
    );
  return (
    <Flex vertical gap={4}>
      <Flex wrap gap="4px 8px" align="center">
        <span style={{ whiteSpace: 'nowrap' }}>{masked}</span>
        <Button size="small" icon={<EyeOutlined />} loading={reveal.isPending} onClick={() => reveal.mutate(undefined)}>
          {t.reveal}
        </Button>
      </Flex>
      <ProblemNotice error={reveal.error} />
    </Flex>
  );
}
