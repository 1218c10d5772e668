import type { PublicNotice } from '#persistence';
import { dayOf, html, pageOf } from './page-frame.js';

const INTRODUCTION = '<p>经学校申报、逐级审批，拟对下列学生给予资助，现予公示，接受监督。</p>';

/** The notice as a page to read and to print. It says what the JSON says, and how to object. */
export function noticePage(schoolCode: string, notice: PublicNotice): string {
  const { school, until, entries } = notice;
  const list =
    entries.length === 0 ? '<p>目前没有公示中的名单。</p>' : `${INTRODUCTION}${tableOf(schoolCode, entries)}`;
  const deadline = until === null ? '' : `<p>公示至 ${dayOf(until)}，到期自动撤下。</p>`;
  return pageOf(`${school}学生资助公示`, `${deadline}${list}${howToObject(schoolCode, notice)}`);
}

function tableOf(schoolCode: string, entries: PublicNotice['entries']): string {
  const rows = entries.map(({ name, school, grade, class: className, programme, row }, index) => {
    const [no, ...rest] = [String(index + 1), name, school, grade, className, programme].map(html);
    const [shownName, shownSchool, shownGrade, shownClass, shownProgramme] = rest;
    const cells = `<td>${no}</td><td>${shownName}</td><td class="wide">${shownSchool}</td><td class="brief">${shownGrade}</td><td class="brief">${shownClass}</td><td>${shownProgramme}</td>`;
    return `<tr>${cells}<td class="no-print brief"><a href="${objectionAddress(schoolCode, row)}" aria-label="对${shownName}提出异议">异议</a></td></tr>`;
  });
  return `<table><thead><tr><th>序号</th><th>姓名</th><th class="wide">学校</th><th>年级</th><th>班级</th><th>资助项目</th><th class="no-print">反映</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

const objectionAddress = (schoolCode: string, row?: string): string =>
  html(`/notice/${encodeURIComponent(schoolCode)}/objection${row ? `?row=${encodeURIComponent(row)}` : ''}`);

/** Objections go past the school concerned, and in one's own name: the office calls back before anything is suspended. */
function howToObject(schoolCode: string, { hearingOffice, supervisionTelephone }: PublicNotice): string {
  const telephone = supervisionTelephone ? `监督电话：${html(supervisionTelephone)}。` : '';
  return `<div class="together"><p>如有异议，请在公示期内向${html(hearingOffice)}实名反映，并留下联系方式；学校不受理针对本校的异议。${telephone}</p>
<p class="no-print"><a href="${objectionAddress(schoolCode)}">在线提出异议</a></p>
<p class="only-print seal">${html(hearingOffice)}（公章）　　　　　年　　月　　日</p></div>`;
}
