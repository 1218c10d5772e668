import type { RosterField } from './columns.js';

/** Cells of a row that its clerk may correct in place: all that its outcome or its household's payment depends on. */
export const CORRECTABLE_FIELDS = [
  'name',
  'idNumber',
  'birthDate',
  'grade',
  'boarding',
  'category',
  'guardianName',
  'telephone',
  'bankName',
  'bankCard',
] as const satisfies readonly RosterField[];

export type CorrectableField = (typeof CORRECTABLE_FIELDS)[number];
