import { useQuery } from '@tanstack/react-query';
import { Button, Flex, Select, Typography } from 'antd';
import { useSearchParams } from 'react-router';
import { read, type Schemas } from '../../api/client.js';
import { period } from '../../format/dates.js';
import { useMe } from '../../frame/session.js';
import { Answered } from '../../parts/answer.js';
import { Figure, Figures } from '../../parts/figure.js';
import { PageHead } from '../../parts/page-head.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { colours, measures } from '../../theme/tokens.js';
import { ChildList } from './child-list.js';
import { type ClassView, keyOf, nameOf, type Shown } from './narrowing.js';
import { texts } from './texts.js';
import { titleTexts } from './title.texts.js';

type Overview = Schemas['MySchoolView'];

/** What asks for an act of the school comes first. */
const FIGURES: readonly { show: Shown; colour: string }[] = [
  { show: 'to-confirm', colour: colours.primary },
  { show: 'missing', colour: colours.late },
  { show: 'returned', colour: colours.soon },
  { show: 'paid', colour: colours.fine },
];

/** The school's children by class: four counts that lead to their children, and where each child's application is. */
export default function MySchoolPage() {
  const overview = useQuery(read('/api/v1/my-school'));
  return <Answered query={overview}>{(view) => <School overview={view} />}</Answered>;
}

function School({ overview }: { overview: Overview }) {
  const t = useTexts(texts);
  const { title } = useTexts(titleTexts);
  const { language } = useLanguage();
  const me = useMe();
  const { counts, classes } = overview;
  const { show, place, change, linkTo } = useNarrowing(classes);
  return (
    <>
      <PageHead
        title={title}
        about={`${me.data?.post?.officeName ?? ''} · ${period(overview.period, language)} · ${t.listed(counts.all)}`}
      />
      <Figures>
        {FIGURES.map((each) => (
          <Figure
            key={each.show}
            label={t[each.show]}
            value={String(counts[each.show])}
            unit={t.people}
            colour={each.colour}
            to={linkTo(show === each.show ? null : each.show)}
            chosen={show === each.show}
          />
        ))}
      </Figures>
      <Flex wrap gap="small" align="center" style={{ margin: `${measures.gap}px 0 ${measures.small}px` }}>
        {show && <Typography.Text strong>{t[show]}</Typography.Text>}
        <Select
          aria-label={t.class}
          allowClear
          showSearch
          placeholder={t.allClasses}
          style={{ minWidth: 160 }}
          value={place ? keyOf(place) : undefined}
          options={classes.map((each) => ({ value: keyOf(each), label: nameOf(each, t.notEnrolled) }))}
          onChange={(key: string | undefined) => change('class', key)}
        />
        {(show || place) && (
          <Button
            onClick={() => {
              change('show');
              change('class');
            }}
          >
            {t.showAll}
          </Button>
        )}
      </Flex>
      <ChildList show={show} place={place} classes={classes} period={overview.period} />
    </>
  );
}

/** What the list is narrowed to, kept in the address: the way back from an application shows the same. */
function useNarrowing(classes: readonly ClassView[]) {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('show');
  const show = FIGURES.find((each) => each.show === asked)?.show;
  const change = (name: 'show' | 'class', value?: string | null) =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      value ? after.set(name, value) : after.delete(name);
      return after;
    });
  const linkTo = (to: Shown | null) => {
    const after = new URLSearchParams(search);
    to ? after.set('show', to) : after.delete('show');
    return `?${after}`;
  };
  return { show, place: classes.find((each) => keyOf(each) === search.get('class')), change, linkTo };
}
