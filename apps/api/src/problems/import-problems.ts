import { describeFileFault, type RosterFileFault, type RosterFileFaultCode } from '#domain';
import type { ProblemEntry } from './entry.js';
import type { ProblemParams } from './problem-error.js';

/** HTTP's word for each way in which a file is no roster; the sentence is the domain's own. */
const STATUS_OF_FILE_FAULT = {
  empty_file: 422,
  too_large: 413,
  picture: 415,
  program: 415,
  pdf: 415,
  old_excel: 415,
  encrypted: 422,
  other_document: 415,
  archive: 415,
  web_page: 415,
  zip_bomb: 413,
  unreadable: 422,
  too_many_columns: 422,
  too_many_rows: 422,
  empty_sheet: 422,
  no_header_row: 422,
  missing_columns: 422,
  no_data_rows: 422,
  other_school: 422,
} as const satisfies Record<RosterFileFaultCode, number>;

type FileProblemCode = `IMPORT.${Uppercase<RosterFileFaultCode>}`;

export const fileProblemCode = (code: RosterFileFaultCode) => `IMPORT.${code.toUpperCase()}` as FileProblemCode;

const FILE_PROBLEMS = Object.fromEntries(
  Object.entries(STATUS_OF_FILE_FAULT).map(([code, status]) => [
    fileProblemCode(code as RosterFileFaultCode),
    {
      status,
      zh: (params: ProblemParams) => describeFileFault({ code, ...params } as RosterFileFault, 'zh'),
      en: (params: ProblemParams) => describeFileFault({ code, ...params } as RosterFileFault, 'en'),
    },
  ]),
) as Record<FileProblemCode, ProblemEntry>;

/** What may be wrong with an upload, and with what is asked of an import. */
export const IMPORT_PROBLEMS = {
  ...FILE_PROBLEMS,
  'IMPORT.FILE_MISSING': said(
    400,
    '没有附上文件，请选择花名册（.xlsx 或 CSV）后上传。',
    'There is no file in the request. Choose the roster (.xlsx or CSV).',
  ),
  'IMPORT.PERIOD_UNKNOWN': said(
    422,
    '没有这个学期，或该学期尚未开放，请联系系统管理员开放学期。',
    'There is no such period, or it has not been opened: your administrator opens it.',
  ),
  'IMPORT.NOT_FOUND': said(404, '没有找到这次上传。', 'There is no such import.'),
  'IMPORT.ROW_NOT_FOUND': said(404, '花名册中没有这一行。', 'The roster has no such row.'),
  'IMPORT.ERASED': said(
    410,
    '上传的内容已满90天，原始数据已删除，不能再更正。请重新上传花名册。',
    'The upload is more than 90 days old and its cells were erased. Upload the roster again.',
  ),
  'IMPORT.ROW_CHANGED': said(
    409,
    '这一行在您打开之后又变化了，请核对最新内容后再更正。',
    'The row has changed since you opened it. Look at it again, then correct it.',
  ),
  'IMPORT.ROW_SUBMITTED': said(
    409,
    '这一行的申请已经报送，不能再在花名册中更正。已退回的请在“本校名单”中补正；未退回的请等审核退回，或先撤回申请。',
    'An application of this row was handed in; it can no longer be corrected in the roster. What was sent back is corrected under “My school”; otherwise wait for its return, or withdraw it first.',
  ),
  'IMPORT.NOTHING_TO_UNDO': said(409, '这一行没有可以撤销的更正。', 'There is no correction of this row to undo.'),
  'IMPORT.NOTHING_TO_CONFIRM': said(
    409,
    '这一行没有需要确认为存折的账号：只有账号校验不符而其他内容都正确的行可以确认。',
    'There is no passbook to confirm on this row: only where the number fails its check and nothing else is wrong.',
  ),
  'IMPORT.NOT_READY': said(
    409,
    '花名册还在处理，请稍候再试。',
    'The roster is still being worked on. Try again shortly.',
  ),
  'IMPORT.ALREADY_SUBMITTED': said(
    409,
    '其中已有申请报送，不能撤销这次上传。',
    'Some of it has been submitted; the upload can no longer be discarded.',
  ),
  'IMPORT.ALREADY_DISCARDED': said(409, '这次上传已经撤销。', 'The upload was discarded already.'),
} as const satisfies Record<`IMPORT.${string}`, ProblemEntry>;

function said(status: number, zh: string, en: string): ProblemEntry {
  return { status, zh: () => zh, en: () => en };
}
