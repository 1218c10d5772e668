import type { PublicNotice } from '#persistence';

/** 政务服务便民热线, the one number that answers in every county. */
export const SUPERVISION_TELEPHONE = '12345';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const html = (text: string): string => text.replace(/[&<>"']/g, (char) => ESCAPES[char]!);

/** China has one time zone. */
const dayOf = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);

/** The notice as a page to read and to print. It says what the JSON says, and how to object. */
export function noticePage({ school, until, entries }: PublicNotice): string {
  const rows = entries.map(
    (entry, index) =>
      `<tr><td>${index + 1}</td>${[entry.name, entry.school, entry.grade, entry.class, entry.programme].map((cell) => `<td>${html(cell)}</td>`).join('')}</tr>`,
  );
  const table = `<table><thead><tr><th>序号</th><th>姓名</th><th>学校</th><th>年级</th><th>班级</th><th>资助项目</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  const deadline = until === null ? '' : `<p>公示至 ${dayOf(until)}。</p>`;
  const body = entries.length === 0 ? '<p>目前没有公示中的名单。</p>' : deadline + table;
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow, noarchive">
<title>${html(school)}学生资助公示</title>
<style>
body { font-family: serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff; }
h1 { font-size: 1.4rem; text-align: center; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #333; padding: .3rem .5rem; text-align: left; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
@media print { body { margin: 0; max-width: none; } }
</style>
</head>
<body>
<h1>${html(school)}学生资助公示</h1>
${body}
<p>如有异议，请在公示期内向所在乡镇中心学校（县直学校向县学生资助管理中心）实名反映，并留下联系方式；学校不处理针对本校的异议。监督电话：${SUPERVISION_TELEPHONE}。</p>
</body>
</html>
`;
}
