const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const html = (text: string): string => text.replace(/[&<>"']/g, (char) => ESCAPES[char]!);

/** China has one time zone. */
export const dayOf = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);

/** Without a script, and readable on an old telephone; on paper an A4 page with the table's head on each. */
const STYLE = `
body { font-family: "Noto Sans CJK SC", "Microsoft YaHei", "WenQuanYi Micro Hei", sans-serif; max-width: 50rem; margin: 1.5rem auto; padding: 0 1rem; color: #111; background: #fff; line-height: 1.6; }
h1 { font-size: 1.35rem; text-align: center; margin: 0 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #555; padding: .35rem .45rem; text-align: left; overflow-wrap: anywhere; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
a { color: #0b5a8a; }
label { display: block; margin: 1rem 0 .25rem; font-weight: bold; }
input, textarea, select { box-sizing: border-box; width: 100%; font: inherit; padding: .5rem; border: 1px solid #626c79; border-radius: 4px; }
button { font: inherit; margin-top: 1.25rem; padding: .65rem 1.5rem; color: #fff; background: #0b5a8a; border: 0; border-radius: 4px; }
.fault { color: #b3261e; }
.quiet { color: #525c69; font-size: .92rem; }
.only-print { display: none; }
.seal { margin-top: 2.5rem; text-align: right; }
@media (max-width: 30rem) {
  .wide { display: none; }
  body { padding: 0 .5rem; }
  th, td { padding: .35rem .3rem; font-size: .94rem; }
  th, .brief { white-space: nowrap; }
  td:nth-child(2) { min-width: 3.2em; }
}
@page { size: A4; margin: 18mm 16mm; @bottom-center { content: "第 " counter(page) " 页　共 " counter(pages) " 页"; font-size: 9pt; } }
@media print {
  body { margin: 0; padding: 0 .4mm; max-width: none; font-size: 11pt; }
  .no-print { display: none; }
  .wide { display: table-cell; }
  .only-print { display: block; }
  .together { break-inside: avoid; }
}`;

/** One page of the public notice. `body` is HTML in which every value has been escaped. */
export const pageOf = (title: string, body: string): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow, noarchive">
<title>${html(title)}</title>
<style>${STYLE}
</style>
</head>
<body>
<main>
<h1>${html(title)}</h1>
${body}
</main>
</body>
</html>
`;
