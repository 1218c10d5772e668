import { useQuery } from '@tanstack/react-query';
import { read } from '../../api/client.js';
import { day, period } from '../../format/dates.js';
import { yuan } from '../../format/money.js';
import { useLanguage, useTexts } from '../../text/language.js';
import type { Application } from './application.page.js';
import './approval-form.css';
import { texts } from './texts.js';

/** The approval form (审批表) on one A4 page: what was decided at each level, by whom, with room for a seal. */
export function ApprovalForm({ application }: { application: Application }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { subject, basis, programme, school, items, route, id } = application;
  const timeline = useQuery(read('/api/v1/applications/{id}/timeline', { path: { id } }));
  const confirmed = timeline.data?.entries.findLast(({ envelope }) => envelope.type === 'ApplicationConfirmed');
  const opinions = new Map(
    timeline.data?.entries
      .filter(({ envelope }) => envelope.type === 'ApplicationApproved')
      .map(({ envelope, text }) => [envelope.payload.stage, text]),
  );
  return (
    <section className="only-print approval-form">
      <h1>{t.formTitle}</h1>
      <p>
        {programme.title[language]} · {period(application.period, language)} · {t.number} {id}
      </p>
      <table>
        <tbody>
          <tr>
            <th>{t.child}</th>
            <td>{subject.name}</td>
            <th>{t.sex}</th>
            <td>{subject.sex}</td>
          </tr>
          <tr>
            <th>{t.idNumber}</th>
            <td>{subject.idNumber}</td>
            <th>{t.birthDate}</th>
            <td>{subject.birthDate}</td>
          </tr>
          <tr>
            <th>{t.school}</th>
            <td>{school.name}</td>
            <th>{t.grade}</th>
            <td>{basis?.grade}</td>
          </tr>
          <tr>
            <th>{t.registry}</th>
            <td>{basis?.householdType ?? basis?.specialCategory ?? t.none}</td>
            <th>{t.boarding}</th>
            <td>{basis?.boarding ? t.yes : t.no}</td>
          </tr>
          {items.map((line) => (
            <tr key={`${line.item} ${line.instalment}`}>
              <th>{t.item}</th>
              <td>{line.title[language]}</td>
              <th>{t.amount}</th>
              <td>{yuan(line.amountFen)}</td>
            </tr>
          ))}
          <tr>
            <th>{t.total}</th>
            <td colSpan={3}>{yuan(application.amountFen)}</td>
          </tr>
          <Level
            title={t.schoolOpinion}
            office={school.name}
            opinion={confirmed && t.agreed}
            name={confirmed?.who?.name}
            at={confirmed?.at}
          />
          {route
            .filter(({ kind }) => kind === 'review')
            .map(({ stage, title, office, decidedBy, decidedAt }) => (
              <Level
                key={stage}
                title={title[language]}
                office={office.name}
                opinion={decidedBy ? (opinions.get(stage) ?? t.agreed) : undefined}
                name={decidedBy?.name}
                at={decidedAt}
              />
            ))}
        </tbody>
      </table>
    </section>
  );
}

interface LevelProps {
  readonly title: string;
  readonly office: string;
  readonly opinion?: string;
  readonly name?: string;
  readonly at?: number | null;
}

function Level({ title, office, opinion, name, at }: LevelProps) {
  const t = useTexts(texts);
  return (
    <tr className="level">
      <th>{title}</th>
      <td colSpan={3}>
        <p className="opinion">{opinion}</p>
        <p className="signature">
          {t.signature} {name ?? '＿＿＿＿＿＿'} {office} {t.seal} {t.date} {at ? day(at) : '＿＿＿＿＿＿'}
        </p>
      </td>
    </tr>
  );
}
