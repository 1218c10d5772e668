import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { idCheckCharacter } from '#domain';
import { describeCountyFault, readCountyFolder } from './index.js';

const idNumberOf = (first17: string) => first17 + idCheckCharacter(first17);
const PUPIL = idNumberOf('88010120170120001');
const HEAD = idNumberOf('88010119800101002');
const ORPHAN = idNumberOf('88010120180305003');

/** Another county: other codes, other column order, Chinese titles, one more level above. */
const FILES = {
  'organisations.csv': [
    '名称,代码,级别,上级代码,学段',
    '甲市,8801,city,,',
    '乙县,880101,county,8801,',
    '丙乡,P1,township,880101,',
    '丙乡小学,P1S1,school,P1,小学',
  ],
  'school-roll.csv': [
    '姓名,身份证号,学籍号,性别,出生日期,学校代码,学段,年级,班级,是否寄宿',
    `沈成娥,${PUPIL},G1,女,2017/1/20,P1S1,小学,三年级,1班,住校`,
  ],
  'poor-households.csv': [
    '户编号,户主姓名,乡镇代码,户类型,成员身份证件号,成员姓名',
    `H1,沈建国,P1,脱贫户,${HEAD},沈建国`,
    `H1,沈建国,P1,脱贫户,${PUPIL},沈成娥`,
  ],
  'special-children.csv': ['身份证件号,姓名,类别', `${ORPHAN},吴梅,孤儿`],
  'rosters/P1S1-丙乡小学.csv': ['姓名,身份证号,年级', `沈成娥,${PUPIL},三年级`],
};

describe('a county’s folder', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'county-'));
    await mkdir(join(folder, 'rosters'));
    for (const [name, lines] of Object.entries(FILES)) await write(name, lines);
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  async function write(name: string, lines: readonly string[]) {
    await writeFile(join(folder, name), lines.join('\n'));
  }

  async function complaints() {
    const read = await readCountyFolder(folder);
    return read.ok ? [] : read.faults.map((fault) => describeCountyFault(fault, 'zh'));
  }

  it('may be of any county, with its columns in any order', async () => {
    const read = await readCountyFolder(folder);
    expect(read).toMatchObject({
      ok: true,
      county: {
        organisations: [
          { parentCode: null },
          {},
          { level: 'township' },
          { code: 'P1S1', schoolStage: 'primary', ownership: null },
        ],
        pupils: [{ rollNumber: 'G1', idNumber: PUPIL, birthDate: '2017-01-20', boarding: true }],
        householdMembers: [{ householdNumber: 'H1', category: '脱贫户' }, { name: '沈成娥' }],
        specialChildren: [{ idNumber: ORPHAN, category: '孤儿' }],
        rosters: [{ fileName: 'P1S1-丙乡小学.csv', schoolCode: 'P1S1' }],
      },
    });
  });

  it('without a file, a column or a row is told so', async () => {
    await rm(join(folder, 'special-children.csv'));
    await write('school-roll.csv', ['姓名,身份证号', '沈成娥,1']);
    await write('poor-households.csv', FILES['poor-households.csv'].slice(0, 1));
    expect(await complaints()).toEqual([
      ...['学籍号', '性别', '出生日期', '学校代码', '学段', '年级', '是否寄宿'].map(
        (title) => `school-roll.csv：缺少列“${title}”。`,
      ),
      'poor-households.csv：没有数据。',
      'special-children.csv：缺少此文件。',
    ]);
  });

  it('is told file, line and column of everything that is wrong, at once', async () => {
    await write('organisations.csv', [...FILES['organisations.csv'], '丁校,P1S1,schule,P9,']);
    await write('school-roll.csv', [
      ...FILES['school-roll.csv'],
      `,${PUPIL.slice(0, 17)},G1,女,昨天,P7,大学,一年级,1班,或许`,
    ]);
    await write('poor-households.csv', [...FILES['poor-households.csv'], `H1,沈建国,P1,低保户,${ORPHAN},吴梅`]);
    await write('special-children.csv', [...FILES['special-children.csv'], `${ORPHAN},吴梅,孤儿`]);
    await write('rosters/P3S1-戊校.csv', ['姓名']);
    expect(await complaints()).toEqual([
      'organisations.csv第6行“level”列：“schule”不是 province、city、county、township 或 school。',
      'organisations.csv第6行“parent_code”列：organisations.csv 中没有“P9”。',
      'organisations.csv第6行“code”列：“P1S1”重复。',
      'school-roll.csv第3行“学籍号”列：“G1”重复。',
      `school-roll.csv第3行“身份证件号”列：“${PUPIL.slice(0, 17)}”不是有效的身份证号。`,
      'school-roll.csv第3行“姓名”列：没有填写。',
      'school-roll.csv第3行“出生日期”列：“昨天”不是日期。',
      'school-roll.csv第3行“学校代码”列：organisations.csv 中没有“P7”。',
      'school-roll.csv第3行“学段”列：不认识的学段“大学”。',
      'school-roll.csv第3行“是否寄宿”列：“或许”应为“是”或“否”。',
      'poor-households.csv第4行“户编号”列：户编号“H1”各行的户主或户类型不一致。',
      `special-children.csv第3行“身份证件号”列：“${ORPHAN}”重复。`,
      'rosters/P3S1-戊校.csv：文件名“P3S1-戊校.csv”应以学校代码开头，如“代码-校名.xlsx”。',
    ]);
  });

  it('has its faults said in English too', async () => {
    await rm(join(folder, 'special-children.csv'));
    const read = await readCountyFolder(folder);
    expect(read.ok ? [] : read.faults.map((fault) => describeCountyFault(fault, 'en'))).toEqual([
      'special-children.csv: the file is missing.',
    ]);
  });
});
