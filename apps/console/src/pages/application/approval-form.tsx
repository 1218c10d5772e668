import { useQuery } from '@tanstack/react-query';
import { capitals } from '#domain';
import { read } from '../../api/client.js';
import { period } from '../../format/dates.js';
import { yuan } from '../../format/money.js';
import { useLanguage, useTexts } from '../../text/language.js';
import '../../print/print.css';
import type { Application } from './application.page.js';
import './approval-form.css';
import { FormLevels, type Level } from './form-levels.js';
import { texts } from './texts.js';

/** The approval form (审批表) on one A4 page: what was decided at each level, by whom, with room for a seal. */
export function ApprovalForm({ application }: { application: Application }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { subject, basis, programme, school, id, amountFen } = application;
  return (
    <section className="only-print">
      <article className="sheet approval-form">
        <h1>{t.formTitle}</h1>
        <p className="sheet-about">
          <span>{programme.title[language]}</span>
          <span>{period(application.period, language)}</span>
          <span>
            {t.number} {id}
          </span>
        </p>
        <table>
          <colgroup>
            <col style={{ width: '26mm' }} />
            <col />
            <col style={{ width: '26mm' }} />
            <col />
          </colgroup>
          <tbody>
            <Pair left={[t.child, subject.name]} right={[t.sex, subject.sex]} />
            <Pair left={[t.idNumber, subject.idNumber]} right={[t.birthDate, subject.birthDate]} />
            <Pair left={[t.school, school.name]} right={[t.grade, basis?.grade]} />
            <Pair
              left={[
                t.registry,
                [basis?.householdType, basis?.specialCategory].filter(Boolean).join(t.between) || t.none,
              ]}
              right={[t.boarding, basis?.boarding ? t.yes : t.no]}
            />
            {benefits(application).map(({ title, instalments, fen }) => (
              <Pair
                key={title[language]}
                left={[t.item, `${title[language]}${instalments > 1 ? t.instalments(instalments) : ''}`]}
                right={[t.amount, yuan(fen)]}
              />
            ))}
            <tr>
              <th>{t.total}</th>
              <td colSpan={3}>{t.inCapitals(yuan(amountFen), capitals(amountFen))}</td>
            </tr>
          </tbody>
        </table>
        <FormLevels levels={useLevels(application)} />
        <p className="note">{t.formNote}</p>
      </article>
    </section>
  );
}

type Field = readonly [name: string, value: string | null | undefined];

function Pair({ left, right }: { left: Field; right: Field }) {
  return (
    <tr>
      <th>{left[0]}</th>
      <td>{left[1]}</td>
      <th>{right[0]}</th>
      <td>{right[1]}</td>
    </tr>
  );
}

/** Each benefit with all its instalments together: a form of one page has no room for each. */
function benefits({ items }: Application) {
  const codes = [...new Set(items.map(({ item }) => item))];
  const byItem = codes.map((code) => items.filter(({ item }) => item === code));
  return byItem.map((lines) => ({
    title: lines[0]!.title,
    instalments: lines.length,
    fen: lines.reduce((sum, { amountFen }) => sum + amountFen, 0),
  }));
}

/** The school's own confirmation, then every review of the route; one that is ahead has empty lines to sign on. */
function useLevels({ id, school, route }: Application): Level[] {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const timeline = useQuery(read('/api/v1/applications/{id}/timeline', { path: { id } }));
  const entries = timeline.data?.entries ?? [];
  const confirmed = entries.findLast(({ envelope }) => envelope.type === 'ApplicationConfirmed');
  const opinions = new Map(
    entries
      .filter(({ envelope }) => envelope.type === 'ApplicationApproved')
      .map(({ envelope, text }) => [envelope.payload.stage, text]),
  );
  const reviews = route
    .filter(({ kind }) => kind === 'review')
    .map(({ stage, title, office, decidedBy, decidedAt }) => ({
      title: title[language],
      office: office.name,
      opinion: decidedBy && (opinions.get(stage) ?? t.agreed),
      name: decidedBy?.name,
      at: decidedAt,
    }));
  const ofSchool = {
    title: t.schoolOpinion,
    office: school.name,
    opinion: confirmed && t.agreed,
    name: confirmed?.who?.name,
    at: confirmed?.at,
  };
  return [ofSchool, ...reviews];
}
