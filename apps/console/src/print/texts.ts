import { catalogue } from '../text/catalogue.js';

export const texts = catalogue({
  no: { zh: '序号', en: 'No.' },
  sheet: {
    zh: (no: number, of: number) => `第 ${no} 页　共 ${of} 页`,
    en: (no: number, of: number) => `Page ${no} of ${of}`,
  },
  sheetTotal: { zh: (n: number) => `本页小计　${n} 人`, en: (n: number) => `This page: ${n}` },
  allTotal: { zh: (n: number) => `合计　${n} 人`, en: (n: number) => `All: ${n}` },
  continued: { zh: (title: string) => `${title}（续）`, en: (title: string) => `${title} (continued)` },
});
