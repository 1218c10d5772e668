import { catalogue } from '../../text/catalogue.js';

export const texts = catalogue({
  title: { zh: '导入花名册', en: 'Import a roster' },
  drop: { zh: '把花名册文件拖到这里，或点击选择', en: 'Drop the roster here, or click to choose it' },
  kinds: {
    zh: '学校平时用的 Excel（.xlsx）或 CSV 文件即可，不必改格式，最大 10 MB',
    en: 'The spreadsheet the school keeps anyway (.xlsx or CSV, up to 10 MB); no need to change it',
  },
  uploading: { zh: '正在上传和核对…', en: 'Uploading and checking…' },
  before: { zh: '最近导入', en: 'Earlier imports' },
  file: { zh: '文件', en: 'File' },
  at: { zh: '导入时间', en: 'Imported' },
  rows: { zh: '行数', en: 'Rows' },
  state: { zh: '状态', en: 'State' },
  period: { zh: '学期', en: 'Period' },
  none: { zh: '还没有导入过花名册', en: 'No roster has been imported yet' },
  drafting: { zh: '处理中', en: 'Under way' },
  ready: { zh: '已完成', en: 'Done' },
  failed: { zh: '失败', en: 'Failed' },
  discarded: { zh: '已作废', en: 'Discarded' },
  tooLarge: {
    zh: '文件超过 10 MB，不是一所学校的花名册，请检查',
    en: 'The file is larger than 10 MB: that is no school’s roster',
  },
});
