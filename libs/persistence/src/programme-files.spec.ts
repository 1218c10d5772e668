import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadProgrammeFile, loadProgrammeFiles } from './programme-files.js';

/** Whatever a file may hold: the point of these tests is that it may be wrong. */
type Json = ReturnType<typeof JSON.parse>;

const programmes = fileURLToPath(new URL('../../../programmes/', import.meta.url));
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhudao-programmes-'));
  await copyFile(join(programmes, 'programme.schema.json'), join(folder, 'programme.schema.json'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Writes a copy of a shipped programme, changed, and returns its path. */
async function changed(change: (programme: Json) => void, name = 'preschool-aid.json', as = name): Promise<string> {
  const programme = JSON.parse(await readFile(join(programmes, name), 'utf8'));
  change(programme);
  await writeFile(join(folder, as), JSON.stringify(programme));
  return join(folder, as);
}

const refusal = (file: string) =>
  loadProgrammeFile(file).then(
    () => 'was loaded',
    (error: Error) => error.message,
  );

describe('the programmes that are shipped', () => {
  it('all load', async () => {
    const loaded = await loadProgrammeFiles(programmes);
    expect(loaded.map(({ code, version }) => `${code} ${version}`)).toEqual([
      'compulsory-living 1',
      'demo-seconds 1',
      'huoshan-preschool 1',
      'preschool-aid 1',
    ]);
  });

  it('are recorded without the pointer to their schema', async () => {
    expect(await loadProgrammeFile(join(programmes, 'preschool-aid.json'))).not.toHaveProperty('$schema');
  });
});

describe('a programme file that cannot be used says where and what to do', () => {
  it('about a missing entry', async () => {
    const file = await changed((p) => delete p.publicTitle);
    expect(await refusal(file)).toBe(`${file} /publicTitle: is missing; add it (缺少此项，请补上)`);
  });

  it('about a misspelt entry', async () => {
    const file = await changed((p) => (p.benefitItems[0].rates[0].amount = 1));
    expect(await refusal(file)).toContain(`${file} /benefitItems/0/rates/0/amount: is not known here`);
  });

  it('about a value outside its list', async () => {
    const file = await changed((p) => (p.benefitItems[0].payee = 'teacher'));
    expect(await refusal(file)).toContain('/benefitItems/0/payee: must be one of household-card, school-account');
  });

  it('once about a condition, not once for each form it might have had', async () => {
    const file = await changed((p) => (p.eligibility[0].when = { any: [{ fact: 'grade', is: '大班' }] }));
    expect((await refusal(file)).split('\n')).toEqual([
      expect.stringContaining(`${file} /eligibility/0/when/any/0: is none of the forms allowed here`),
    ]);
  });

  it('about sense, once the shape is right', async () => {
    const file = await changed((p) => (p.benefitItems[1].rates[0].amountFen = 9200));
    expect(await refusal(file)).toContain(
      '/benefitItems/1/rates/0/amountFen: is not the standard less what the family pays',
    );
  });

  it('about text that is not JSON', async () => {
    const file = join(folder, 'broken.json');
    await writeFile(file, '{ "code": ');
    expect(await refusal(file)).toContain(`${file}: is not JSON`);
  });

  it('about a file that is not there', async () => {
    expect(await refusal(join(folder, 'absent.json'))).toContain('cannot be read');
  });

  it('about a version that another file has', async () => {
    await changed(() => {}, 'preschool-aid.json', 'a.json');
    await changed(() => {}, 'preschool-aid.json', 'b.json');
    await expect(loadProgrammeFiles(folder)).rejects.toThrow(
      'b.json /version: preschool-aid version 1 is in another file',
    );
  });
});

describe('the schema has words for what other counties do', () => {
  it('training for a household’s labourer, once a course, two courses at most (programme D)', async () => {
    const file = await changed((p) => {
      p.code = 'skills-training';
      p.subject = 'household';
      p.schoolStages = [];
      p.eligibility = [
        {
          code: 'registered',
          zh: '不是建档立卡户',
          en: 'Not registered',
          when: { fact: 'householdType', present: true },
        },
        {
          code: 'certificate',
          zh: '未提供证书',
          en: 'No certificate shown',
          when: { fact: 'certificateShown', in: [true] },
        },
        {
          code: 'two-courses',
          zh: '已享受两次',
          en: 'Two courses paid already',
          when: { fact: 'coursesPaid', atMost: 1 },
        },
      ];
      p.benefitItems = [
        {
          code: 'course',
          title: { zh: '培训补贴', en: 'Course subsidy' },
          source: '乡镇学校教育扶贫方案',
          payee: 'household-card',
          rates: [{ amountFen: 60_000, per: 'once' }],
        },
      ];
      delete p.monthsPerSemester;
    });
    await expect(loadProgrammeFile(file)).resolves.toMatchObject({ subject: 'household' });
  });

  it('a building by instalments, above 500,000 yuan approved by the city too (programme E)', async () => {
    const file = await changed((p) => {
      p.code = 'school-building';
      p.subject = 'school';
      p.eligibility = [];
      p.benefitItems = [
        {
          code: 'works',
          title: { zh: '校舍建设', en: 'Building works' },
          source: '乡镇学校教育扶贫方案',
          payee: 'school-account',
          rates: [{ amountFen: { fact: 'budgetFen' }, per: 'once' }],
          instalments: [
            { percent: 30, evidence: { zh: '开工报告', en: 'Start of works' } },
            { percent: 40, evidence: { zh: '进度报告', en: 'Half of the works' } },
            { percent: 30, evidence: { zh: '验收报告', en: 'Acceptance' } },
          ],
        },
      ];
      delete p.monthsPerSemester;
      p.route.splice(2, 1, {
        key: 'city-approval',
        kind: 'review',
        level: 'city',
        role: 'approver',
        title: { zh: '市级审批', en: 'City approval' },
        limit: { workingDays: 10 },
        when: { amountAboveFen: 50_000_000 },
      });
    });
    await expect(loadProgrammeFile(file)).resolves.toMatchObject({ subject: 'school' });
  });
});
