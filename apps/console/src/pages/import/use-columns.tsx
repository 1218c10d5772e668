import { Flex, type TableColumnsType, Typography } from 'antd';
import { type CorrectableField, cellsOfCodes } from '#domain';
import { useTexts } from '../../text/language.js';
import { colours } from '../../theme/tokens.js';
import { RowOutcome } from './row-outcome.js';
import { texts } from './texts.js';
import type { Row } from './use-rows.js';

interface Setting {
  readonly importId: string;
  readonly wide: boolean;
  readonly canCorrect: boolean;
  readonly onEdit: (line: number) => void;
}

export function useColumns({ importId, wide, canCorrect, onEdit }: Setting): TableColumnsType<Row> {
  const t = useTexts(texts);
  const outcome = (_: unknown, row: Row) => (
    <RowOutcome importId={importId} row={row} canCorrect={canCorrect} onEdit={() => onEdit(row.line)} />
  );
  const name = (row: Row) => row.name ?? (row.sentence ? t.blank : t.erased);
  if (!wide)
    return [
      {
        title: t.result,
        render: (_, row) => (
          <Flex vertical gap={4} align="start">
            <Typography.Text strong>
              {row.line} · {name(row)}
            </Typography.Text>
            {outcome(_, row)}
          </Flex>
        ),
      },
    ];
  return [
    { title: t.line, dataIndex: 'line', width: 70 },
    { title: t.name, width: 130, ellipsis: true, onCell: marked('name'), render: (_, row) => name(row) },
    { title: t.idNumber, dataIndex: 'idNumber', width: 180, onCell: marked('idNumber') },
    { title: t.card, dataIndex: 'bankCard', width: 190, onCell: marked('bankCard') },
    { title: t.result, render: outcome },
  ];
}

/** The cell that is wrong, or that differs, is the one that stands out. */
const marked = (field: CorrectableField) => (row: Row) => {
  if (cellsOfCodes(row.faults).includes(field)) return { style: { background: colours.lateSurface } };
  return cellsOfCodes(row.flags).includes(field) ? { style: { background: colours.soonSurface } } : {};
};
