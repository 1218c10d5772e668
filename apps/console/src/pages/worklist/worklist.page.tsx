import { useQuery } from '@tanstack/react-query';
import { Button, Flex, Segmented, Select } from 'antd';
import { read } from '../../api/client.js';
import { BulkProgress } from '../../decisions/bulk-progress.js';
import { period } from '../../format/dates.js';
import { PageHead } from '../../parts/page-head.js';
import { useProgrammes } from '../../reference/programmes.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { measures } from '../../theme/tokens.js';
import { useFilters } from './filters.js';
import { SubmissionTable } from './submission-table.js';
import { TaskList } from './task-list.js';
import { texts } from './texts.js';

/** What lies before the seat one acts in: by the school's submission, or one by one. */
export default function WorklistPage() {
  const t = useTexts(texts);
  const { view, bulk, given, change } = useFilters();
  return (
    <>
      <PageHead title={t.title} about={given.submission && <OneSubmission id={given.submission} />}>
        <Segmented
          aria-label={t.view}
          value={view}
          options={[
            { value: 'submissions', label: t.bySubmission },
            { value: 'flat', label: t.flat },
          ]}
          onChange={(to) => change({ view: to, submission: undefined })}
        />
      </PageHead>
      {bulk && <BulkProgress id={bulk} onClose={() => change({ bulk: undefined })} />}
      <Filters />
      {view === 'flat' ? <TaskList /> : <SubmissionTable />}
    </>
  );
}

/** Whose submission the list is narrowed to. */
function OneSubmission({ id }: { id: string }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const programmes = useProgrammes();
  const { data } = useQuery(read('/api/v1/submissions/{id}', { path: { id } }));
  if (!data) return null;
  return [
    data.schoolName,
    programmes.title(data.programme),
    period(data.period, language),
    t.submissionNo(data.number),
  ].join(' · ');
}

function Filters() {
  const t = useTexts(texts);
  const { given, query, change, clear, isFiltered } = useFilters();
  const programmes = useProgrammes();
  const counts = useQuery(read('/api/v1/worklist/counts', { query: { post: query.post } }));
  const stages = counts.data?.items.map(({ stage, shown }) => ({
    value: stage,
    label: `${programmes.stage(stage)} (${shown})`,
  }));
  const flags = [
    { value: 'true', label: t.onlyFlagged },
    { value: 'false', label: t.onlyUnflagged },
  ];
  const width = { minWidth: 150 };
  return (
    <Flex wrap gap="small" align="center" style={{ marginBottom: measures.gap }}>
      <Select
        aria-label={t.stage}
        style={width}
        allowClear
        placeholder={t.allStages}
        value={given.stage}
        options={stages}
        onChange={(stage) => change({ stage })}
      />
      <Select
        aria-label={t.programme}
        style={width}
        popupMatchSelectWidth={false}
        allowClear
        placeholder={t.allProgrammes}
        value={given.programme}
        options={programmes.options}
        onChange={(programme) => change({ programme })}
      />
      <Select
        aria-label={t.flags}
        style={width}
        allowClear
        placeholder={t.allFlags}
        value={given.flagged}
        options={flags}
        onChange={(flagged) => change({ flagged })}
      />
      {isFiltered && <Button onClick={clear}>{given.submission ? t.allSubmissions : t.clear}</Button>}
    </Flex>
  );
}
