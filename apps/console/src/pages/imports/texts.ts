import { catalogue } from '../../text/catalogue.js';

export const texts = catalogue({
  title: { zh: '导入花名册', en: 'Import a roster' },
  drop: { zh: '把花名册文件拖到这里，或点击选择', en: 'Drop the roster here, or click to choose it' },
  kinds: {
    zh: '学校平时用的 Excel（.xlsx）或 CSV 文件即可，不必改格式，最大 32 MB',
    en: 'The spreadsheet the school keeps anyway (.xlsx or CSV, up to 32 MB); no need to change it',
  },
  uploading: { zh: '正在上传和核对…', en: 'Uploading and checking…' },
  before: { zh: '最近导入', en: 'Earlier imports' },
  file: { zh: '文件', en: 'File' },
  at: { zh: '导入时间', en: 'Imported' },
  rows: { zh: '行数', en: 'Rows' },
  state: { zh: '状态', en: 'State' },
  period: { zh: '学期', en: 'Period' },
  none: { zh: '还没有导入过花名册', en: 'No roster has been imported yet' },
  reading: { zh: '正在读取', en: 'Being read' },
  checking: { zh: '正在核对', en: 'Being checked' },
  drafting: { zh: '正在建立申请', en: 'Being drafted' },
  ready: { zh: '已完成', en: 'Done' },
  failed: { zh: '失败', en: 'Failed' },
  discarded: { zh: '已作废', en: 'Discarded' },
  tooLarge: {
    zh: '文件超过 32 MB，没有上传。请删去图片和多余的工作表后再试',
    en: 'The file is larger than 32 MB and was not sent. Remove pictures and other sheets, then try again',
  },
});
