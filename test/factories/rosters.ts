import ExcelJS from 'exceljs';
import { passesLuhn } from '#domain';
import type { Child } from './small-county.js';

/** One row as a school types it; a test changes what it is about. */
export interface RosterLine {
  姓名: string;
  身份证件号: unknown;
  出生日期: string;
  年级: string;
  是否寄宿: string;
  家庭类型: string;
  监护人姓名: string;
  联系电话: string;
  开户银行: string;
  银行卡号: string;
}

/** A made-up card that passes the check digit (ISO/IEC 7812-1); no bank has this prefix. */
export function bankCard(serial: number): string {
  const body = `999999${String(serial).padStart(12, '0')}`;
  return [...'0123456789'].map((check) => body + check).find(passesLuhn)!;
}

/** A child as the registers have it, with a card of its household's own. */
export function lineOf(child: Child, changes: Partial<RosterLine> = {}): RosterLine {
  const { idNumber, name, facts } = child;
  return {
    姓名: name,
    身份证件号: idNumber,
    出生日期: `${idNumber.slice(6, 10)}.${idNumber.slice(10, 12)}.${idNumber.slice(12, 14)}`,
    年级: facts.grade ?? '',
    是否寄宿: facts.boarding ? '是' : '否',
    家庭类型: facts.householdType ?? '',
    监护人姓名: '沈大山',
    联系电话: '19900001234',
    开户银行: '农村信用社',
    银行卡号: bankCard(Number(idNumber.slice(14, 17)) + 1),
    ...changes,
  };
}

const TITLES = [
  '姓名',
  '身份证件号',
  '出生日期',
  '年级',
  '是否寄宿',
  '家庭类型',
  '监护人姓名',
  '联系电话',
  '开户银行',
  '银行卡号',
] as const;

/** A CSV roster with its header on line 1. */
export function rosterCsv(lines: readonly RosterLine[]): Buffer {
  const rows = lines.map((line) => TITLES.map((title) => line[title]).join(','));
  return Buffer.from([TITLES.join(','), ...rows].join('\n'), 'utf8');
}

/** A workbook with these rows, the first sheet. */
export async function rosterXlsx(rows: readonly (readonly unknown[])[]): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('花名册').addRows(rows as unknown[][]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

export const titles = (): string[] => [...TITLES];
export const cellsOf = (line: RosterLine): unknown[] => TITLES.map((title) => line[title]);

export function uploadOf(bytes: Buffer, fileName = '花名册.csv', fields: Record<string, string> = {}): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(bytes)]), fileName);
  return form;
}
