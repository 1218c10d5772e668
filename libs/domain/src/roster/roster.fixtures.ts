import type { RosterReference } from './check-roster.js';
import { idCheckCharacter } from './id-number.js';
import { readRoster } from './read-roster.js';
import type { SheetCell, SheetRow } from './sheet.js';

/** Builders for the roster's specs: the least that is valid, with invented numbers. */
export const OWN_SCHOOL = '99010101002';
export const OTHER_SCHOOL = '99010102002';

export function idNumberOf(birthDate: string, serial = 1): string {
  const first17 = `990101${birthDate.replace(/-/g, '')}${String(serial).padStart(3, '0')}`;
  return first17 + idCheckCharacter(first17);
}

export const CARD = '9999991619715046233';
export const TITLES = [
  '序号',
  '学生姓名',
  '身份证件号',
  '出生日期',
  '年级',
  '是否寄宿',
  '家庭类型',
  '联系电话',
  '银行卡号',
];

export interface Child {
  readonly name: SheetCell;
  readonly idNumber: SheetCell;
  readonly birthDate: SheetCell;
  readonly grade: SheetCell;
  readonly boarding: SheetCell;
  readonly category: SheetCell;
  readonly telephone: SheetCell;
  readonly bankCard: SheetCell;
}

export function child(changes: Partial<Child> = {}): Child {
  return {
    name: '沈成娥',
    idNumber: idNumberOf('2017-01-20'),
    birthDate: '2017.01.20',
    grade: '三年级',
    boarding: '是',
    category: '脱贫户',
    telephone: '19903525996',
    bankCard: CARD,
    ...changes,
  };
}

/** A sheet with the header on line 1 and the children from line 2 on. */
export function sheetOf(...children: readonly Child[]): SheetRow[] {
  const rows = children.map((it, i) => [
    ...[i + 1, it.name, it.idNumber, it.birthDate, it.grade, it.boarding, it.category, it.telephone, it.bankCard],
  ]);
  return linesOf(TITLES, ...rows);
}

export function linesOf(...rows: readonly (readonly SheetCell[])[]): SheetRow[] {
  return rows.map((cells, i) => ({ line: i + 1, cells }));
}

export function rowsOf(...children: readonly Child[]) {
  return readRoster(sheetOf(...children)).rows;
}

/** Every child is on the roll of the own school and in household H1, unless said otherwise. */
export function referenceWith(changes: Partial<RosterReference> = {}): RosterReference {
  return {
    schoolCode: OWN_SCHOOL,
    schoolName: (code) => (code === OTHER_SCHOOL ? '清水中心小学' : null),
    rollEntry: () => ({ rollNumber: 'G1', name: '沈成娥', schoolCode: OWN_SCHOOL, grade: '三年级', boarding: true }),
    householdMember: () => ({ householdNumber: 'H1', category: '建档立卡户' }),
    specialChild: () => null,
    ...changes,
  };
}
