import type { TableColumnType } from 'antd';
import { useTexts } from '../../text/language.js';
import { colours } from '../../theme/tokens.js';
import { CountLink } from './count-link.js';
import { type Due, type LookingAt, listOf } from './looking-at.js';
import { texts } from './texts.js';

const COLOURS: Readonly<Record<Due, string | undefined>> = { late: colours.late, soon: colours.soon, open: undefined };
const WIDTH = 78;

type Figures = Readonly<Record<Due, Parameters<typeof CountLink>[0]['of']>>;

/** What is late, what soon will be, and all that is open: three numbers of a row, each leading to its tasks. */
export function useDueColumns<Row extends Figures>(
  nameOf: (row: Row) => string,
  whose: (row: Row) => LookingAt,
): TableColumnType<Row>[] {
  const t = useTexts(texts);
  return (['late', 'soon', 'open'] as const).map((due) => ({
    title: t[due],
    align: 'right',
    width: WIDTH,
    render: (_, row) => (
      <CountLink
        of={row[due]}
        label={`${nameOf(row)} ${t[due]} ${row[due].shown}`}
        colour={COLOURS[due]}
        to={listOf({ show: 'tasks', due, ...whose(row) })}
      />
    ),
  }));
}
