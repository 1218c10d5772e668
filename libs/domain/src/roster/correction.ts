import type { RosterField } from './columns.js';
import type { FlagCode, RejectCode } from './outcome.js';

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

/** The cell to look at first for each fault and flag: where its reason is shown, and where it is put right. */
export const CELL_OF_CODE = {
  name_missing: 'name',
  id_missing: 'idNumber',
  id_malformed: 'idNumber',
  id_checksum: 'idNumber',
  birth_date_mismatch: 'birthDate',
  duplicate_in_file: 'idNumber',
  not_enrolled: 'idNumber',
  enrolled_elsewhere: 'idNumber',
  name_mismatch: 'name',
  not_registered: 'idNumber',
  bank_card_checksum: 'bankCard',
  household_type_differs: 'category',
  boarding_differs: 'boarding',
  grade_differs: 'grade',
  card_shared: 'bankCard',
} as const satisfies Record<RejectCode | FlagCode, CorrectableField>;

/** Cells to look at for these codes of a row's report; what is no fault or flag (`passbook`) has none. */
export const cellsOfCodes = (codes: readonly string[]): CorrectableField[] => [
  ...new Set(codes.flatMap((code) => (code in CELL_OF_CODE ? [CELL_OF_CODE[code as keyof typeof CELL_OF_CODE]] : []))),
];
