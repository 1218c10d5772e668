import { Grid, Table, type TableColumnsType, Typography } from 'antd';
import { Link } from 'react-router';
import { COVERAGE_KIND_WORDS, type CoverageKind } from '#domain';
import type { Schemas } from '../../api/client.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { type Show, useAsked } from './asked.js';
import { Bar, type Counts, KINDS, missingOf } from './bar.js';
import { texts } from './texts.js';

type OfProgramme = Schemas['CoverageView']['programmes'][number];
type Office = Schemas['CoverageOfficeView'];
interface Row {
  readonly key: string;
  /** Null: children on no roll, and the line of all. */
  readonly office: Office | null;
  readonly name: string;
  readonly counts: Counts;
}

/** The offices right below, what is missing most at the top; each number leads to the children it counts. */
export function OfficesTable({ of: { programme, offices, counts }, office }: { of: OfProgramme; office: Office }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { to } = useAsked();
  const wide = Grid.useBreakpoint().lg ?? true;
  const rows: Row[] = offices.map((each) => ({
    key: each.office?.code ?? '',
    office: each.office,
    name: each.office?.name ?? t.noSchool,
    counts: each.counts,
  }));
  const number = (title: string, show: Show, of: (counts: Counts) => number) => ({
    title,
    align: 'right' as const,
    sorter: (a: Row, b: Row) => of(a.counts) - of(b.counts),
    render: (_: unknown, row: Row) => {
      const count = of(row.counts);
      // Children on no roll belong to no office below: they are listed where they were counted.
      const at = row.office?.code ?? office.code;
      const kind = row.office === null && row.key === '' && show === 'entitled' ? 'to-verify' : show;
      return count === 0 ? (
        <Typography.Text type="secondary">{count}</Typography.Text>
      ) : (
        <Link to={to({ office: at, programme, show: kind })}>{count}</Link>
      );
    },
  });
  const ofKind = (kind: CoverageKind) => number(COVERAGE_KIND_WORDS[kind][language], kind, (each) => each[kind]);
  const columns: TableColumnsType<Row> = [
    {
      title: t.office,
      render: (_, row) =>
        row.office ? (
          <Link to={to({ office: row.office.code, programme, show: undefined })}>{row.name}</Link>
        ) : (
          row.name
        ),
    },
    ...(wide ? [{ title: t.shares, width: '30%', render: (_: unknown, row: Row) => <Bar counts={row.counts} /> }] : []),
    number(t.entitled, 'entitled', (each) => each.entitled),
    ...(wide ? KINDS.map(ofKind) : [ofKind('paid')]),
    ...(wide ? [] : [number(t.missing, 'missing', missingOf)]),
  ];
  const all: Row = { key: 'all', office, name: t.total, counts };
  return (
    <Table<Row>
      size="middle"
      rowKey="key"
      pagination={false}
      columns={columns}
      dataSource={rows}
      scroll={{ x: wide ? 'max-content' : undefined }}
      summary={() => (
        <Table.Summary.Row>
          {columns.map((column, i) => (
            <Table.Summary.Cell key={String(column.title)} index={i} align={column.align as 'right' | undefined}>
              {i === 0 ? (
                <Typography.Text strong>{t.total}</Typography.Text>
              ) : (
                (column.render?.(null, all, -1) as React.ReactNode)
              )}
            </Table.Summary.Cell>
          ))}
        </Table.Summary.Row>
      )}
    />
  );
}
