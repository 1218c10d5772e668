import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  checkRoster,
  findOtherSchool,
  type OutcomeCode,
  type RosterReference,
  readRoster,
  type SheetCell,
} from '#domain';
import { type County, readCountyFolder, readRosterFile } from './index.js';

// A whole county is read, on two shared cores.
jest.setTimeout(60_000);

type Expected = Readonly<Record<string, readonly { readonly line: number; readonly outcome: OutcomeCode }[]>>;

const FOLDER = join(import.meta.dirname, '../../../demo/yunling');

/** What other counties' forms call the same columns. */
const OTHER_TITLES: Readonly<Record<string, string>> = {
  学生姓名: '姓 名',
  身份证件号: '公民身份号码（18位）',
  出生日期: '出生\n年月日',
  年级: '就读年级*',
  是否寄宿: '是否住校（是/否）',
  家庭类型: '家庭经济困难类别',
  监护人姓名: '姓名（家长）',
  与学生关系: '与家长关系',
  联系电话: '家长手机号',
  开户银行: '开户行名称',
  银行卡号: '惠农一卡通账号',
};

function retitled(cell: SheetCell): SheetCell {
  return (typeof cell === 'string' && OTHER_TITLES[cell]) || cell;
}

describe('the rosters of 云岭县', () => {
  let county: County;
  let expected: Expected;

  beforeAll(async () => {
    const read = await readCountyFolder(FOLDER);
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    county = read.county;
    expected = JSON.parse(await readFile(join(FOLDER, 'expected-outcomes.json'), 'utf8'));
  });

  it('are 38, of every school, as workbooks and as GB18030 text', async () => {
    const formats = await Promise.all(
      county.rosters.map(async ({ path }) => {
        const file = await readRosterFile(await readFile(path));
        return file.ok ? `${file.format} ${file.encoding}` : file.fault.code;
      }),
    );
    expect(county.rosters.map(({ fileName }) => fileName)).toEqual(Object.keys(expected).sort());
    expect(new Set(formats)).toEqual(new Set(['xlsx null', 'csv gb18030']));
  });

  it('come to the expected outcome on each of 1,826 rows', async () => {
    const outcomes: Record<string, { line: number; outcome: OutcomeCode }[]> = {};
    for (const { fileName, path, schoolCode } of county.rosters) {
      const sheet = await readSheet(path);
      outcomes[fileName] = checkRoster(sheet.rows, referenceFor(schoolCode)).map(({ line, outcome }) => ({
        line,
        outcome,
      }));
    }
    expect(Object.values(expected).flat()).toHaveLength(1_826);
    expect(outcomes).toEqual(expected);
  });

  it('come to the same outcomes under other titles, in another order', async () => {
    for (const { fileName, path, schoolCode } of county.rosters) {
      const file = await readRosterFile(await readFile(path));
      const rows = file.ok ? file.rows.map(({ line, cells }) => ({ line, cells: cells.map(retitled).reverse() })) : [];
      const outcomes = checkRoster(readRoster(rows).rows, referenceFor(schoolCode));
      expect(outcomes.map(({ line, outcome }) => ({ line, outcome }))).toEqual(expected[fileName]);
    }
  });

  it('are each their own school’s', async () => {
    for (const { path, schoolCode } of county.rosters) {
      expect(await otherSchoolOf(path, schoolCode)).toBeNull();
    }
  });

  it('are recognised when another school uploads them', async () => {
    const [first, second] = county.rosters;
    expect(await otherSchoolOf(first?.path ?? '', second?.schoolCode ?? '')).toMatchObject({
      code: 'other_school',
      weight: 'refuse',
      ownSchool: '寨坪中心小学',
      otherSchool: '寨坪中心幼儿园',
    });
  });

  async function readSheet(path: string) {
    const file = await readRosterFile(await readFile(path));
    if (!file.ok) throw new Error(`${path}: ${file.fault.code}`);
    return readRoster(file.rows);
  }

  async function otherSchoolOf(path: string, schoolCode: string) {
    const sheet = await readSheet(path);
    const reference = referenceFor(schoolCode);
    const enrolled = sheet.rows.map((row) => reference.rollEntry(String(row.cells.idNumber).trim()));
    const own = { code: schoolCode, name: reference.schoolName(schoolCode) ?? '' };
    return findOtherSchool(sheet, enrolled, own, reference.schoolName);
  }

  function referenceFor(schoolCode: string): RosterReference {
    const pupils = new Map(county.pupils.map((pupil) => [pupil.idNumber, pupil]));
    const members = new Map(county.householdMembers.map((member) => [member.idNumber, member]));
    const special = new Map(county.specialChildren.map((child) => [child.idNumber, child]));
    return {
      schoolCode,
      schoolName: (code) => county.organisations.find((each) => each.code === code)?.name ?? null,
      rollEntry: (id) => pupils.get(id) ?? null,
      householdMember: (id) => members.get(id) ?? null,
      specialChild: (id) => special.get(id) ?? null,
    };
  }
});
