import { ArrowLeftOutlined, PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Empty, Table } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { capitals } from '#domain';
import { read, type Schemas } from '../../api/client.js';
import { period } from '../../format/dates.js';
import { yuan } from '../../format/money.js';
import { Answered } from '../../parts/answer.js';
import { PageHead } from '../../parts/page-head.js';
import { byClass } from '../../print/by-class.js';
import { Sheets } from '../../print/sheets.js';
import { useProgrammes } from '../../reference/programmes.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { texts } from './texts.js';

type Child = Schemas['BatchChildView'];
type Batch = Schemas['BatchDetailView'];
/** So many lines leave room on the last sheet for both totals and the signatures. */
const LINES = 23;

/** What one school's families sign for: on the screen a table, on paper the list for signature (发放签领表). */
export default function SigningListPage() {
  const { id = '', school = '' } = useParams();
  const batch = useQuery(read('/api/v1/payment-batches/{id}', { path: { id } }));
  const children = useQuery(read('/api/v1/payment-batches/{id}/schools/{school}', { path: { id, school } }));
  return (
    <Answered query={batch}>
      {(found) => <Answered query={children}>{(list) => <Shown batch={found} school={school} list={list} />}</Answered>}
    </Answered>
  );
}

function Shown({ batch, school, list }: { batch: Batch; school: string; list: Child[] }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const programmes = useProgrammes();
  const schoolName = batch.schools.find((each) => each.school === school)?.name ?? school;
  const totalFen = list.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const account = (child: Child) => (child.payee === 'school-account' ? t.toSchool : child.account);
  return (
    <>
      <div className="no-print">
        <PageHead title={`${schoolName} · ${t.title}`} about={t.about(list.length, yuan(totalFen))}>
          <Button icon={<ArrowLeftOutlined />} onClick={() => navigate(`/payments/${batch.id}`)}>
            {t.back}
          </Button>
          <Button type="primary" icon={<PrinterOutlined />} disabled={list.length === 0} onClick={() => window.print()}>
            {t.print}
          </Button>
        </PageHead>
        <Table<Child>
          size="small"
          rowKey={({ application, payee, lineNo }) => `${application} ${payee} ${lineNo}`}
          dataSource={list}
          scroll={{ x: 'max-content' }}
          pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
          locale={{ emptyText: <Empty description={t.none} /> }}
          columns={[
            {
              title: t.name,
              render: (_, { application, name }) => <Link to={`/applications/${application}`}>{name}</Link>,
            },
            { title: t.class, render: (_, { grade, className }) => `${grade ?? ''}${className ?? ''}` },
            { title: t.account, responsive: ['md'], render: (_, child) => account(child) },
            { title: t.bank, responsive: ['md'], dataIndex: 'bank' },
            { title: t.amount, align: 'right', render: (_, { amountFen }) => yuan(amountFen) },
          ]}
        />
      </div>
      {list.length > 0 && (
        <Sheets<Child>
          title={t.title}
          about={[schoolName, programmes.title(batch.programme), period(batch.period, language)]}
          lines={LINES}
          groups={byClass(list, t.unknownClass)}
          amountOf={({ amountFen }) => amountFen}
          columns={[
            { title: t.name, width: 34, cell: ({ name }) => name },
            { title: t.account, width: 42, cell: account },
            {
              title: t.amount,
              width: 24,
              align: 'number',
              isAmount: true,
              cell: ({ amountFen }) => yuan(amountFen),
            },
            { title: t.signature, cell: () => null },
            { title: t.remark, width: 22, cell: () => null },
          ]}
          closing={
            <>
              <p className="note">{t.capitals(capitals(totalFen))}</p>
              <p className="closing">
                <span>{t.head}</span>
                <span>{t.clerk}</span>
                <span>{t.seal}</span>
                <span>{t.date}</span>
              </p>
            </>
          }
        />
      )}
    </>
  );
}
