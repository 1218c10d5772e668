import { ROSTER_FIELDS, type RosterField } from './columns.js';
import { cellsOfCodes } from './correction.js';
import { describeRemark, outcomeSentences } from './describe.js';
import type { RosterOutcome } from './outcome.js';
import type { RosterRow } from './read-roster.js';
import { cellText } from './sheet.js';

/** How a cell of a marked-up roster stands out. */
export type CellLook = 'plain' | 'heading' | 'right' | 'differs' | 'wrong';

export interface MarkedCell {
  readonly text: string;
  readonly look: CellLook;
}

/** What the two columns behind a roster's own are called; no field of a roster is, so a reader ignores them. */
const MARKS = ['处理结果', '原因'] as const;

const WORDS = { right: '正确', differs: '提示', wrong: '错误' } as const satisfies Partial<Record<CellLook, string>>;

export const markedHeading = (columns: readonly RosterField[]): MarkedCell[] =>
  [...columns.map((field) => ROSTER_FIELDS[field].zh), ...MARKS].map((text) => ({ text, look: 'heading' }));

/** A row as it stands, and behind it what came of it, why, and what to do; the cells to look at stand out. */
export function markedRow(
  columns: readonly RosterField[],
  cells: RosterRow['cells'],
  outcome: RosterOutcome,
): MarkedCell[] {
  const [wrong, differs] = [outcome.faults, outcome.flags].map((found) => cellsOfCodes(found.map(({ code }) => code)));
  const lookOf = (field: RosterField): CellLook => {
    const isOneOf = (fields: readonly RosterField[] = []) => fields.includes(field);
    return isOneOf(wrong) ? 'wrong' : isOneOf(differs) ? 'differs' : 'plain';
  };
  const result = outcome.faults.length > 0 ? 'wrong' : outcome.flags.length > 0 ? 'differs' : 'right';
  const said = [...outcomeSentences(outcome, 'zh'), ...outcome.remarks.map((remark) => describeRemark(remark, 'zh'))];
  return [
    ...columns.map((field): MarkedCell => ({ text: cellText(cells[field]), look: lookOf(field) })),
    { text: WORDS[result], look: result },
    { text: said.join(''), look: 'plain' },
  ];
}
