import ExcelJS from 'exceljs';
import { COVERAGE_KIND_WORDS, type CoverageKind, missingReason, plainCell } from '#domain';
import type { CoverageOverview, CoverageSums, CoveredChild } from '#persistence';

const KINDS = Object.keys(COVERAGE_KIND_WORDS) as CoverageKind[];
const NO_SCHOOL = '不在学籍';

/**
 * Two sheets as an office passes them on: how many, and who is missing. Chinese, like every paper of theirs; identity
 * numbers are masked as in lists. Texts that came from outside can be no formulas.
 */
export async function coverageWorkbook(
  { programmes }: CoverageOverview,
  missing: ReadonlyMap<string, readonly CoveredChild[]>,
): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const counts = sheet(book, '应助尽助', [
    ['资助项目', 30],
    ['单位', 24],
    ['应助', 10],
    ...KINDS.map((kind): [string, number] => [COVERAGE_KIND_WORDS[kind].zh, 12]),
  ]);
  for (const { programme, counts: all, offices } of programmes) {
    const row = (name: string, sums: CoverageSums) =>
      addRow(counts, [programme.title.zh, name, sums.entitled, ...KINDS.map((kind) => sums[kind])]);
    for (const { office, counts: sums } of offices) row(office?.name ?? NO_SCHOOL, sums);
    row('合计', all).font = { bold: true };
  }
  const names = sheet(book, '未助名单', [
    ['资助项目', 30],
    ['乡镇或学校', 24],
    ['年级', 10],
    ['班级', 10],
    ['姓名', 12],
    ['身份证件号', 22],
    ['情况', 14],
    ['原因', 28],
    ['出生日期', 14],
    ['户编号', 18],
  ]);
  for (const { programme } of programmes) {
    for (const child of missing.get(programme.code) ?? []) {
      addRow(names, [
        programme.title.zh,
        child.schoolName ?? child.townshipName ?? NO_SCHOOL,
        child.grade ?? '',
        child.className ?? '',
        child.name,
        child.idNumber,
        COVERAGE_KIND_WORDS[child.kind].zh,
        child.reason ? missingReason(child.reason, 'zh') : '',
        child.birthDate ?? '',
        child.householdNo ?? '',
      ]);
    }
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

function sheet(book: ExcelJS.Workbook, name: string, columns: readonly (readonly [string, number])[]) {
  const made = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  made.columns = columns.map(([header, width]) => ({ header, width }));
  made.getRow(1).font = { bold: true };
  return made;
}

const addRow = (to: ExcelJS.Worksheet, cells: readonly (string | number)[]): ExcelJS.Row =>
  to.addRow(cells.map((cell) => (typeof cell === 'string' ? plainCell(cell) : cell)));
