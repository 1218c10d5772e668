import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isValidIdNumber, normaliseIdNumber, readBirthDate, readBoarding, type SchoolStage } from '#domain';
import type { CountyFault } from './county-fault.js';
import { type ColumnTitles, readTable, type TableRow } from './county-table.js';

export const ORGANISATION_LEVELS = ['province', 'city', 'county', 'township', 'school'] as const;
export type OrganisationLevel = (typeof ORGANISATION_LEVELS)[number];

export interface CountyOrganisation {
  readonly code: string;
  readonly name: string;
  readonly level: OrganisationLevel;
  /** Null for the root of the folder's tree. */
  readonly parentCode: string | null;
  readonly schoolStage: SchoolStage | null;
  /** Who runs the school, in the register's words: 公办, 普惠性民办, 营利性民办. */
  readonly ownership: string | null;
  readonly publicAccount: string | null;
  /** The office that does the work there: 云岭县学生资助管理中心. */
  readonly officeName: string | null;
}

export interface CountyPupil {
  readonly rollNumber: string;
  readonly idNumber: string;
  readonly name: string;
  readonly sex: string;
  /** 'YYYY-MM-DD'. */
  readonly birthDate: string;
  readonly schoolCode: string;
  readonly schoolStage: SchoolStage;
  readonly grade: string;
  readonly className: string;
  readonly boarding: boolean;
}

export interface CountyHouseholdMember {
  readonly householdNumber: string;
  readonly headName: string;
  readonly townshipCode: string;
  /** In the registry's words: 建档立卡户, 低保户 … */
  readonly category: string;
  readonly idNumber: string;
  readonly name: string;
}

export interface CountySpecialChild {
  readonly idNumber: string;
  readonly name: string;
  /** 孤儿, 残疾学生, 事实无人抚养儿童. */
  readonly category: string;
}

export interface CountyRoster {
  readonly fileName: string;
  readonly path: string;
  readonly schoolCode: string;
}

export interface County {
  readonly organisations: readonly CountyOrganisation[];
  readonly pupils: readonly CountyPupil[];
  readonly householdMembers: readonly CountyHouseholdMember[];
  readonly specialChildren: readonly CountySpecialChild[];
  /** In the order of their file names; empty where the folder has no rosters. */
  readonly rosters: readonly CountyRoster[];
}

export type CountyResult =
  | { readonly ok: true; readonly county: County }
  | { readonly ok: false; readonly faults: readonly CountyFault[] };

const ORGANISATION_TITLES = {
  code: ['code', '机构代码', '代码'],
  name: ['name', '机构名称', '名称'],
  level: ['level', '级别'],
  parentCode: ['parent_code', '上级代码'],
  schoolStage: ['school_stage', '学段'],
  ownership: ['ownership', '办学性质'],
  publicAccount: ['public_account', '对公账户'],
  officeName: ['office_name', '经办机构'],
} as const satisfies ColumnTitles<keyof CountyOrganisation>;

const PUPIL_TITLES = {
  rollNumber: ['学籍号'],
  idNumber: ['身份证件号', '身份证号', '身份证号码'],
  name: ['姓名', '学生姓名'],
  sex: ['性别'],
  birthDate: ['出生日期'],
  schoolCode: ['学校代码'],
  schoolStage: ['学段'],
  grade: ['年级'],
  className: ['班级'],
  boarding: ['是否寄宿'],
} as const satisfies ColumnTitles<keyof CountyPupil>;

const HOUSEHOLD_TITLES = {
  householdNumber: ['户编号'],
  headName: ['户主姓名'],
  townshipCode: ['乡镇代码'],
  category: ['户类型'],
  idNumber: ['成员身份证件号', '成员身份证号', '身份证件号'],
  name: ['成员姓名', '姓名'],
} as const satisfies ColumnTitles<keyof CountyHouseholdMember>;

const SPECIAL_TITLES = {
  idNumber: ['身份证件号', '身份证号', '身份证号码'],
  name: ['姓名'],
  category: ['类别', '类型'],
} as const satisfies ColumnTitles<keyof CountySpecialChild>;

const STAGE_OF_WORD: Readonly<Record<string, SchoolStage>> = {
  preschool: 'preschool',
  学前: 'preschool',
  学前教育: 'preschool',
  幼儿园: 'preschool',
  primary: 'primary',
  小学: 'primary',
  junior: 'junior',
  初中: 'junior',
  初级中学: 'junior',
};

const ROSTER_FILE = /\.(?:xlsx|csv)$/i;

/**
 * Reads a folder laid out like `demo/yunling`: organisations.csv, school-roll.csv, poor-households.csv,
 * special-children.csv and rosters/. All faults are told at once, so that a county mends its files in one go.
 */
export async function readCountyFolder(folder: string): Promise<CountyResult> {
  const faults: CountyFault[] = [];
  const organisations = await readOrganisations(folder, faults);
  const codes = new Set(organisations.map(({ code }) => code));
  const pupils = await readPupils(folder, codes, faults);
  const householdMembers = await readHouseholds(folder, codes, faults);
  const specialChildren = await readSpecialChildren(folder, faults);
  const schools = new Set(organisations.filter(({ level }) => level === 'school').map(({ code }) => code));
  const rosters = await findRosters(folder, schools, faults);
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, county: { organisations, pupils, householdMembers, specialChildren, rosters } };
}

async function readOrganisations(folder: string, faults: CountyFault[]): Promise<CountyOrganisation[]> {
  const optional = ['ownership', 'publicAccount', 'officeName'] as const;
  const rows = await readTable(folder, 'organisations.csv', ORGANISATION_TITLES, optional, faults);
  const codes = new Set(rows.map((row) => row.text('code')));
  const seen = new Set<string>();
  return rows.map((row) => {
    const level = row.required('level') as OrganisationLevel;
    if (!ORGANISATION_LEVELS.includes(level)) row.fault('level', 'level_unknown');
    if (row.text('parentCode') !== '' && !codes.has(row.text('parentCode'))) {
      row.fault('parentCode', 'organisation_unknown');
    }
    return {
      code: unique(row, 'code', seen),
      name: row.required('name'),
      level,
      parentCode: row.text('parentCode') || null,
      schoolStage: level === 'school' ? stage(row) : null,
      ownership: row.text('ownership') || null,
      publicAccount: row.text('publicAccount') || null,
      officeName: row.text('officeName') || null,
    };
  });
}

async function readPupils(folder: string, codes: Set<string>, faults: CountyFault[]): Promise<CountyPupil[]> {
  const rows = await readTable(folder, 'school-roll.csv', PUPIL_TITLES, ['className'], faults);
  const [rollNumbers, idNumbers] = [new Set<string>(), new Set<string>()];
  return rows.map((row) => ({
    rollNumber: unique(row, 'rollNumber', rollNumbers),
    idNumber: idNumber(row, idNumbers),
    name: row.required('name'),
    sex: row.required('sex'),
    birthDate: birthDate(row),
    schoolCode: organisation(row, 'schoolCode', codes),
    schoolStage: stage(row),
    grade: row.required('grade'),
    className: row.text('className'),
    boarding: boarding(row),
  }));
}

async function readHouseholds(
  folder: string,
  codes: Set<string>,
  faults: CountyFault[],
): Promise<CountyHouseholdMember[]> {
  const rows = await readTable(folder, 'poor-households.csv', HOUSEHOLD_TITLES, [], faults);
  const idNumbers = new Set<string>();
  const heads = new Map<string, string>();
  return rows.map((row) => {
    const householdNumber = row.required('householdNumber');
    const facts = `${row.text('headName')} ${row.text('category')}`;
    if ((heads.get(householdNumber) ?? facts) !== facts) row.fault('householdNumber', 'household_differs');
    heads.set(householdNumber, facts);
    return {
      householdNumber,
      headName: row.required('headName'),
      townshipCode: organisation(row, 'townshipCode', codes),
      category: row.required('category'),
      idNumber: idNumber(row, idNumbers),
      name: row.required('name'),
    };
  });
}

async function readSpecialChildren(folder: string, faults: CountyFault[]): Promise<CountySpecialChild[]> {
  const rows = await readTable(folder, 'special-children.csv', SPECIAL_TITLES, [], faults);
  const idNumbers = new Set<string>();
  return rows.map((row) => ({
    idNumber: idNumber(row, idNumbers),
    name: row.required('name'),
    category: row.required('category'),
  }));
}

/** `rosters/<school code>-<name>.xlsx`; other files there are none of ours. */
async function findRosters(folder: string, schools: Set<string>, faults: CountyFault[]): Promise<CountyRoster[]> {
  const names = await readdir(join(folder, 'rosters')).catch(() => []);
  return names
    .filter((name) => ROSTER_FILE.test(name) && !name.startsWith('.') && !name.startsWith('~'))
    .sort()
    .map((fileName) => {
      const schoolCode = /^[0-9A-Za-z]+/.exec(fileName)?.[0] ?? '';
      const file = `rosters/${fileName}`;
      if (!schools.has(schoolCode))
        faults.push({ file, line: null, column: null, code: 'roster_of_nobody', found: fileName });
      return { fileName, path: join(folder, 'rosters', fileName), schoolCode };
    });
}

function unique<Column extends string>(row: TableRow<Column>, column: Column, seen: Set<string>): string {
  const value = row.required(column);
  if (value !== '' && seen.has(value)) row.fault(column, 'duplicate');
  seen.add(value);
  return value;
}

function idNumber(row: TableRow<'idNumber'>, seen: Set<string>): string {
  const value = normaliseIdNumber(row.required('idNumber'));
  if (value !== '' && !isValidIdNumber(value)) row.fault('idNumber', 'id_number_invalid');
  else if (seen.has(value)) row.fault('idNumber', 'duplicate');
  seen.add(value);
  return value;
}

function organisation<Column extends string>(row: TableRow<Column>, column: Column, codes: Set<string>): string {
  const code = row.required(column);
  if (code !== '' && !codes.has(code)) row.fault(column, 'organisation_unknown');
  return code;
}

function stage(row: TableRow<'schoolStage'>): SchoolStage {
  const word = row.required('schoolStage');
  const known = STAGE_OF_WORD[word];
  if (word !== '' && !known) row.fault('schoolStage', 'stage_unknown');
  return known ?? 'primary'; // never used: a fault was recorded
}

function birthDate(row: TableRow<'birthDate'>): string {
  const reading = readBirthDate(row.required('birthDate'));
  if (reading.kind === 'date' && reading.date.length === 10) return reading.date;
  row.fault('birthDate', 'date_invalid');
  return '';
}

function boarding(row: TableRow<'boarding'>): boolean {
  const word = row.required('boarding');
  const reading = readBoarding(word);
  if (word !== '' && reading === null) row.fault('boarding', 'boarding_unknown');
  return reading ?? false;
}
