import { useQuery } from '@tanstack/react-query';
import { Button, Flex, Typography } from 'antd';
import { Link } from 'react-router';
import { read, type Schemas } from '../../api/client.js';
import { period } from '../../format/dates.js';
import { useWords } from '../../format/words.js';
import { useMe } from '../../frame/session.js';
import { Answered } from '../../parts/answer.js';
import { Figure, Figures } from '../../parts/figure.js';
import { PageHead } from '../../parts/page-head.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { colours, measures } from '../../theme/tokens.js';
import { type LookingAt, listOf, useLookingAt } from './looking-at.js';
import { PersonTable } from './person-table.js';
import { ReminderList } from './reminder-list.js';
import { SchoolList } from './school-list.js';
import { SeatTable } from './seat-table.js';
import { TaskList } from './task-list.js';
import { texts } from './texts.js';
import { titleTexts } from './title.texts.js';

/** More would push what is late off the screen. */
const MOST_SCHOOLS = 6;

export type Overview = Schemas['SupervisionView'];

/** Who owes a roster, what is late and about to be, by office and by person; each number leads to what it counts. */
export default function SupervisionPage() {
  const { title } = useTexts(titleTexts);
  const { language } = useLanguage();
  const me = useMe();
  const overview = useQuery(read('/api/v1/supervision'));
  return (
    <Answered query={overview}>
      {(view) => (
        <>
          <PageHead title={title} about={`${me.data?.post?.officeName ?? ''} · ${period(view.period, language)}`} />
          <Headline overview={view} />
          <Below overview={view} />
        </>
      )}
    </Answered>
  );
}

function Headline({ overview: { schools, late, soon, open, reminders } }: { overview: Overview }) {
  const t = useTexts(texts);
  const { show, due, office, person } = useLookingAt();
  const whole = !office && !person;
  return (
    <Figures>
      <Figure
        label={t.schools}
        value={String(schools.count)}
        unit={schools.late > 0 ? t.schoolsOfWhichLate(schools.late) : t.schoolUnit}
        colour={schools.count > 0 ? colours.late : colours.fine}
        to={listOf({ show: 'schools' })}
        chosen={show === 'schools'}
      />
      {(
        [
          ['late', late, colours.late],
          ['soon', soon, colours.soon],
          ['open', open, colours.primary],
        ] as const
      ).map(([name, { shown }, colour]) => (
        <Figure
          key={name}
          label={t[name]}
          value={shown}
          unit={t.caseUnit}
          colour={colour}
          to={listOf({ show: 'tasks', due: name })}
          chosen={whole && show === 'tasks' && due === name}
        />
      ))}
      <Figure
        label={t.reminders}
        value={reminders.shown}
        unit={t.reminderUnit}
        colour={colours.primary}
        to={listOf({ show: 'reminders' })}
        chosen={whole && show === 'reminders'}
      />
    </Figures>
  );
}

/** The overview, or the list that a figure led to. */
function Below({ overview }: { overview: Overview }) {
  const t = useTexts(texts);
  const at = useLookingAt();
  if (at.show)
    return (
      <>
        <Flex wrap gap="small" align="center" style={{ margin: `${measures.gap}px 0 ${measures.small}px` }}>
          <Caption at={at} overview={overview} />
          <Link to="/supervision">
            <Button>{t.back}</Button>
          </Link>
        </Flex>
        {at.show === 'schools' && <SchoolList />}
        {at.show === 'tasks' && <TaskList at={at} />}
        {at.show === 'reminders' && <ReminderList at={at} />}
      </>
    );
  return (
    <>
      <Section title={t.schools} />
      <SchoolList most={MOST_SCHOOLS} total={overview.schools.count} />
      <Section title={t.bySeat} about={t.soonHelp} />
      <SeatTable seats={overview.seats} />
      <Section title={t.byPerson} about={t.byPersonHelp} />
      <PersonTable overview={overview} />
    </>
  );
}

function Section({ title, about }: { title: string; about?: string }) {
  return (
    <div style={{ margin: `${measures.gap + 4}px 0 ${measures.small}px` }}>
      <Typography.Title level={2} style={{ fontSize: 16, margin: 0 }}>
        {title}
      </Typography.Title>
      {about && <Typography.Text type="secondary">{about}</Typography.Text>}
    </div>
  );
}

/** What the list is of, in words: whose, and how due. */
function Caption({ at: { show, due, office, role, person }, overview }: { at: LookingAt; overview: Overview }) {
  const t = useTexts(texts);
  const words = useWords();
  const whose = [
    overview.seats.find((seat) => seat.office === office)?.officeName ?? office,
    role && words('role', role),
    overview.persons.find((each) => each.person === person)?.name,
  ];
  const what = show === 'tasks' ? t[due ?? 'open'] : show === 'schools' ? t.schools : t.reminders;
  return <Typography.Text strong>{[...whose, what].filter(Boolean).join(' · ')}</Typography.Text>;
}
