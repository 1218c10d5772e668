import type { Language } from '#domain';

/** What is wrong with a county's folder, by file, line and column. */
export interface CountyFault {
  readonly file: string;
  /** 1-based line as a spreadsheet numbers it; null for the file as a whole. */
  readonly line: number | null;
  readonly column: string | null;
  readonly code: CountyFaultCode;
  readonly found: string;
}

export type CountyFaultCode = keyof typeof SENTENCES;

const SENTENCES = {
  file_missing: { zh: () => '缺少此文件', en: () => 'the file is missing' },
  unreadable: { zh: () => '不是 UTF-8 或 GB18030 编码的 CSV', en: () => 'the file is no CSV in UTF-8 or GB18030' },
  empty: { zh: () => '没有数据', en: () => 'the file holds no rows' },
  column_missing: { zh: (f) => `缺少列“${f}”`, en: (f) => `there is no column “${f}”` },
  value_missing: { zh: () => '没有填写', en: () => 'the value is missing' },
  id_number_invalid: { zh: (f) => `“${f}”不是有效的身份证号`, en: (f) => `“${f}” is no valid ID number` },
  date_invalid: { zh: (f) => `“${f}”不是日期`, en: (f) => `“${f}” is no date` },
  level_unknown: {
    zh: (f) => `“${f}”不是 province、city、county、township 或 school`,
    en: (f) => `“${f}” is none of province, city, county, township, school`,
  },
  stage_unknown: { zh: (f) => `不认识的学段“${f}”`, en: (f) => `“${f}” is no stage of schooling` },
  boarding_unknown: { zh: (f) => `“${f}”应为“是”或“否”`, en: (f) => `“${f}” should be 是 or 否` },
  duplicate: { zh: (f) => `“${f}”重复`, en: (f) => `“${f}” stands there twice` },
  organisation_unknown: { zh: (f) => `organisations.csv 中没有“${f}”`, en: (f) => `organisations.csv has no “${f}”` },
  household_differs: {
    zh: (f) => `户编号“${f}”各行的户主或户类型不一致`,
    en: (f) => `the rows of household “${f}” differ in head or category`,
  },
  roster_of_nobody: {
    zh: (f) => `文件名“${f}”应以学校代码开头，如“代码-校名.xlsx”`,
    en: (f) => `the file name “${f}” should begin with the school’s code, as in “code-name.xlsx”`,
  },
} as const satisfies Record<string, Record<Language, (found: string) => string>>;

export function describeCountyFault(fault: CountyFault, language: Language): string {
  const said = SENTENCES[fault.code][language](fault.found);
  const where =
    language === 'zh'
      ? [fault.line === null ? '' : `第${fault.line}行`, fault.column === null ? '' : `“${fault.column}”列`].join('')
      : [fault.line === null ? '' : ` line ${fault.line}`, fault.column === null ? '' : `, ${fault.column}`].join('');
  return language === 'zh' ? `${fault.file}${where}：${said}。` : `${fault.file}${where}: ${said}.`;
}
