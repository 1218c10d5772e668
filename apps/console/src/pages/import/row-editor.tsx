import { useQuery } from '@tanstack/react-query';
import { Button, Flex, Form, Input, Skeleton, Typography } from 'antd';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { CORRECTABLE_FIELDS, type CorrectableField, cellsOfCodes, ROSTER_FIELDS } from '#domain';
import { api, type Schemas } from '../../api/client.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { measures } from '../../theme/tokens.js';
import { texts } from './texts.js';
import { type Row, useRowChange } from './use-rows.js';

interface Props {
  readonly importId: string;
  readonly row: Row;
  /** Done: with the row as it was judged anew, or without where nothing was saved. */
  readonly onClose: (judged?: Row) => void;
}

type Cells = Schemas['RowCellsView']['cells'];
const ROW = '/api/v1/imports/{id}/rows/{line}';

/** The cells of one row as they stand in the roster, those with a fault first at hand. Enter saves, Esc closes. */
export function RowEditor({ importId, row, onClose }: Props) {
  const params = { path: { id: importId, line: row.line } };
  const opened = useQuery({
    queryKey: [`${ROW}/cells`, importId, row.line],
    queryFn: async () => (await api.POST(`${ROW}/cells`, { params, body: {} })).data!,
    // Each look at the numbers in full is recorded: it is one look as long as the editor is open, and kept no longer.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    meta: { live: false },
  });
  if (opened.error) return <ProblemNotice error={opened.error} retry={() => opened.refetch()} />;
  if (!opened.data) return <Skeleton active paragraph={{ rows: 2 }} />;
  return <Editor importId={importId} row={row} opened={opened.data} onClose={onClose} />;
}

function Editor({ importId, row, opened, onClose }: Props & { opened: Schemas['RowCellsView'] }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const [form] = Form.useForm<Cells>();
  const start = useRef<HTMLDivElement>(null);
  const saving = useRowChange(
    importId,
    async (cells: Partial<Cells>) =>
      (
        await api.POST(`${ROW}/correct`, {
          params: { path: { id: importId, line: row.line } },
          body: { revision: opened.revision, cells },
        })
      ).data!.rows,
  );
  const wrong = cellsOfCodes([...row.faults, ...row.flags]);
  // Once, when it opens; afterwards the focus is the clerk's.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  useEffect(() => {
    const first = start.current?.querySelector<HTMLInputElement>(`[data-cell="${wrong[0] ?? 'name'}"]`);
    first?.focus();
    first?.select();
  }, []);
  const values = Form.useWatch([], form) as Cells | undefined;
  const changed = changes(opened.cells, values);
  // By the form's own values: Enter may come before what was typed has been drawn.
  const save = (typed: Cells) => {
    const corrected = changes(opened.cells, typed);
    if (isNothing(corrected)) return;
    saving.mutate(corrected, { onSuccess: (rows) => onClose(rows.find(({ line }) => line === row.line)) });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc closes, from wherever inside of it
    <div ref={start} onKeyDown={onKeyDown}>
      <Form
        form={form}
        layout="vertical"
        initialValues={opened.cells}
        onFinish={save}
        aria-label={t.correctRow(row.line)}
      >
        <div className="row-editor">
          {CORRECTABLE_FIELDS.map((field) => (
            <Form.Item
              key={field}
              name={field}
              label={ROSTER_FIELDS[field][language]}
              validateStatus={wrong.includes(field) ? (row.faults.length > 0 ? 'error' : 'warning') : undefined}
              style={{ marginBottom: measures.small }}
            >
              <Input data-cell={field} maxLength={200} autoComplete="off" spellCheck={false} />
            </Form.Item>
          ))}
        </div>
        <ProblemNotice error={saving.error} />
        <Flex gap={measures.small} align="center" wrap>
          <Button type="primary" htmlType="submit" loading={saving.isPending}>
            {t.save}
          </Button>
          <Button onClick={() => onClose()}>{t.cancel}</Button>
          <Typography.Text type="secondary">{isNothing(changed) ? t.unchanged : t.recorded}</Typography.Text>
        </Flex>
      </Form>
    </div>
  );
}

const isNothing = (cells: Partial<Cells>): boolean => Object.keys(cells).length === 0;

/** Only what somebody typed goes to the server. */
function changes(before: Cells, after: Cells | undefined): Partial<Cells> {
  if (!after) return {};
  const fields = CORRECTABLE_FIELDS.filter((field: CorrectableField) => (after[field] ?? '') !== before[field]);
  return Object.fromEntries(fields.map((field) => [field, after[field] ?? '']));
}
