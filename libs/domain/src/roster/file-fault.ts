import { ROSTER_FIELDS, type RosterField } from './columns.js';

/** A sentence in each language of the console. */
export type Language = 'zh' | 'en';

/** Why a file as a whole is no roster that can be read. */
export type RosterFileFault =
  | { readonly code: 'empty_file' }
  | { readonly code: 'too_large'; readonly bytes: number; readonly limitBytes: number }
  | { readonly code: 'picture' }
  | { readonly code: 'program' }
  | { readonly code: 'pdf' }
  | { readonly code: 'old_excel' }
  | { readonly code: 'encrypted' }
  | { readonly code: 'other_document' }
  | { readonly code: 'archive' }
  | { readonly code: 'web_page' }
  | { readonly code: 'zip_bomb' }
  | { readonly code: 'unreadable' }
  | { readonly code: 'too_many_columns'; readonly columns: number; readonly limit: number }
  | { readonly code: 'too_many_rows'; readonly rows: number; readonly limit: number }
  | { readonly code: 'empty_sheet' }
  | { readonly code: 'no_header_row' }
  | { readonly code: 'missing_columns'; readonly fields: readonly RosterField[] }
  | { readonly code: 'no_data_rows' }
  | OtherSchoolFault;

/** `refuse`: most children are enrolled there. `warn`: only the title says so, which is often a copied template. */
export interface OtherSchoolFault {
  readonly code: 'other_school';
  readonly weight: 'refuse' | 'warn';
  readonly ownSchool: string;
  readonly otherSchool: string;
  /** Rows enrolled at the other school, and rows whose child is on the roll at all. */
  readonly rowsElsewhere: number;
  readonly rowsEnrolled: number;
}

export type RosterFileFaultCode = RosterFileFault['code'];
type FaultOf<Code extends RosterFileFaultCode> = Extract<RosterFileFault, { code: Code }>;
type Sentences = { readonly [Code in RosterFileFaultCode]: Record<Language, (fault: FaultOf<Code>) => string> };

const SAVE_AS = '请在表格软件中“另存为”.xlsx 或 CSV 后重新上传。';
const SAVE_AS_EN = 'Save it as .xlsx or CSV in a spreadsheet program and upload that.';

const SENTENCES = {
  empty_file: {
    zh: () => '文件是空的（0字节）。请重新导出花名册后上传。',
    en: () => 'The file is empty (0 bytes). Export the roster again and upload it.',
  },
  too_large: {
    zh: (f) =>
      `文件有 ${megabytes(f.bytes)} MB，上限是 ${megabytes(f.limitBytes)} MB。请删去图片和多余的工作表，或按年级分成几个文件上传。`,
    en: (f) =>
      `The file has ${megabytes(f.bytes)} MB, the limit is ${megabytes(f.limitBytes)} MB. Remove pictures and other sheets, or upload it in parts.`,
  },
  picture: {
    zh: () => '这是图片，读不出文字。请上传花名册的电子表格（.xlsx 或 CSV），不要上传照片或截图。',
    en: () => 'This is a picture; no text can be read from it. Upload the spreadsheet itself (.xlsx or CSV).',
  },
  program: {
    zh: () =>
      '这是可执行程序，不是花名册，已拒绝。文件名可能被改过，请检查电脑是否感染病毒，再上传 .xlsx 或 CSV 文件。',
    en: () =>
      'This is a program and not a roster, whatever its name says; it was refused. Check the computer for viruses, then upload the .xlsx or CSV file.',
  },
  pdf: {
    zh: () => '这是 PDF 文件，不能逐行读取。请上传制作它的电子表格（.xlsx 或 CSV）。',
    en: () => 'This is a PDF, which has no rows to read. Upload the spreadsheet it was made from (.xlsx or CSV).',
  },
  old_excel: {
    zh: () => `这是旧版 Excel（.xls，97-2003）格式。${SAVE_AS}`,
    en: () => `This is the old Excel format (.xls, 97-2003). ${SAVE_AS_EN}`,
  },
  encrypted: {
    zh: () => '工作簿设有打开密码，无法读取。请取消密码后重新上传。',
    en: () => 'The workbook is protected by a password. Remove the password and upload it again.',
  },
  other_document: {
    zh: () => `这是文档、演示文稿或其他格式的表格，不是 .xlsx 工作簿。${SAVE_AS}`,
    en: () => `This is a document of another format and not an .xlsx workbook. ${SAVE_AS_EN}`,
  },
  archive: {
    zh: () => '这是压缩包。请解压后逐个上传里面的花名册。',
    en: () => 'This is an archive. Unpack it and upload the rosters one by one.',
  },
  web_page: {
    zh: () => `这是网页文件，只是名字像表格。${SAVE_AS}`,
    en: () => `This is a web page that is only named like a spreadsheet. ${SAVE_AS_EN}`,
  },
  zip_bomb: {
    zh: () => '文件解压后异常庞大，已拒绝。请把花名册复制到新的工作簿后重新上传。',
    en: () =>
      'The file unpacks to an abnormal size and was refused. Copy the roster into a new workbook and upload that.',
  },
  unreadable: {
    zh: () => `文件已损坏或不是表格，无法读取。${SAVE_AS}`,
    en: () => `The file is damaged or not a table; it cannot be read. ${SAVE_AS_EN}`,
  },
  too_many_columns: {
    zh: (f) => `表格有 ${f.columns} 列，上限是 ${f.limit} 列。请删去花名册以外的列后重新上传。`,
    en: (f) =>
      `The sheet has ${f.columns} columns, the limit is ${f.limit}. Delete the columns that are no part of the roster.`,
  },
  too_many_rows: {
    zh: (f) => `表格有 ${f.rows} 行，上限是 ${f.limit} 行。请删去空行，或按年级分成几个文件上传。`,
    en: (f) => `The sheet has ${f.rows} rows, the limit is ${f.limit}. Delete empty rows, or upload it in parts.`,
  },
  empty_sheet: {
    zh: () => '表格里没有任何内容。请确认花名册已保存，再重新上传。',
    en: () => 'The sheet is empty. Make sure that the roster was saved, and upload it again.',
  },
  no_header_row: {
    zh: () => '没有找到表头。表头应在前几行内，写明“学生姓名”“身份证件号”“出生日期”“年级”等列名。',
    en: () =>
      'No header row was found. One of the first rows must name the columns: name (学生姓名), ID number (身份证件号), birth date (出生日期), grade (年级) and so on.',
  },
  missing_columns: {
    zh: (f) => `表头缺少这些列：${fieldNames(f.fields, 'zh')}。请补上后重新上传。`,
    en: (f) => `The header has no column for: ${fieldNames(f.fields, 'en')}. Add it and upload the file again.`,
  },
  no_data_rows: {
    zh: () => '只有表头，没有学生。请确认花名册已填写。',
    en: () => 'There is a header and no child below it. Make sure that the roster was filled in.',
  },
  other_school: {
    zh: (f) =>
      f.weight === 'refuse'
        ? `这像是${f.otherSchool}的花名册：学籍在册的 ${f.rowsEnrolled} 人中有 ${f.rowsElsewhere} 人在${f.otherSchool}就读，而您在为${f.ownSchool}上传。请换成本校的花名册。`
        : `表头写的是${f.otherSchool}，而您在为${f.ownSchool}上传。请确认没有拿错文件。`,
    en: (f) =>
      f.weight === 'refuse'
        ? `This looks like the roster of ${f.otherSchool}: ${f.rowsElsewhere} of the ${f.rowsEnrolled} children on the roll are enrolled there, and you are uploading for ${f.ownSchool}. Upload your own school's roster.`
        : `The title names ${f.otherSchool}, and you are uploading for ${f.ownSchool}. Make sure that it is the right file.`,
  },
} as const satisfies Sentences;

/** A sentence that says what the file is and what to do. */
export function describeFileFault(fault: RosterFileFault, language: Language): string {
  const sentence = SENTENCES[fault.code][language] as (fault: RosterFileFault) => string;
  return sentence(fault);
}

export function fieldNames(fields: readonly RosterField[], language: Language): string {
  return fields.map((field) => ROSTER_FIELDS[field][language]).join(language === 'zh' ? '、' : ', ');
}

function megabytes(bytes: number): string {
  return String(Math.ceil((bytes / (1 << 20)) * 10) / 10);
}
