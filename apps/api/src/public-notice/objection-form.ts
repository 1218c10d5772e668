import type { PublicNotice } from '#persistence';
import { html, pageOf } from './page-frame.js';

/** What somebody has typed so far, as the form names it. */
export interface Spoken {
  readonly applicationRef?: string;
  readonly childName?: string;
  readonly text?: string;
  readonly contact?: string;
}

export type FieldFault = 'childName' | 'text' | 'contact' | 'gone';

const FAULTS: Readonly<Record<FieldFault, string>> = {
  childName: '姓名请勿超过 60 个字。',
  text: '请写明反映的情况，5 至 2000 个字。',
  contact: '请填写姓名和联系电话，5 至 200 个字，便于核实。',
  gone: '这一行已不在公示名单中，可改填学生姓名后提交。',
};

/** The form for an objection: plain HTML, sent by the browser itself. What was typed stands there again after a fault. */
export function objectionForm(
  schoolCode: string,
  { school, hearingOffice, entries }: PublicNotice,
  spoken: Spoken,
  faults: readonly FieldFault[] = [],
): string {
  const row = entries.find((entry) => entry.row === spoken.applicationRef);
  const fault = (field: FieldFault) =>
    faults.includes(field) ? `<p class="fault" role="alert" id="${field}-fault">${FAULTS[field]}</p>` : '';
  const described = (field: FieldFault) =>
    faults.includes(field) ? ` aria-invalid="true" aria-describedby="${field}-fault"` : '';
  const about = row
    ? `<p>所指学生：${html(`${row.name}　${row.grade}${row.class}　${row.programme}`)}</p><input type="hidden" name="applicationRef" value="${html(row.row)}">`
    : `<label for="childName">所指学生姓名（可不填）</label>${fault('childName')}<input id="childName" name="childName" maxlength="60" value="${html(spoken.childName ?? '')}"${described('childName')}>`;
  const back = html(`/notice/${encodeURIComponent(schoolCode)}`);
  const body = `<p>您反映的情况由${html(hearingOffice)}受理，学校看不到。工作人员会按您留的联系方式核实，核实后该生的公示暂停，直至处理完毕。</p>
<form method="post" enctype="multipart/form-data" action="${back}/objection">
${fault('gone')}${about}
<label for="text">反映的情况</label>${fault('text')}<textarea id="text" name="text" rows="6" maxlength="2000" required${described('text')}>${html(spoken.text ?? '')}</textarea>
<label for="contact">您的姓名和联系电话</label>${fault('contact')}<input id="contact" name="contact" maxlength="200" required autocomplete="off" value="${html(spoken.contact ?? '')}"${described('contact')}>
<p class="quiet">联系方式加密保存，只有受理单位能看到，每次查看都有记录。</p>
<button type="submit">提交</button>
</form>
<p><a href="${back}">返回公示名单</a></p>`;
  return pageOf(`对${school}公示提出异议`, body);
}

/** What somebody reads after having objected. The number is all they need to ask after it. */
export function objectionReceived(schoolCode: string, { school, hearingOffice }: PublicNotice, id: string): string {
  return pageOf(
    `对${school}公示提出异议`,
    `<p role="status">已收到。编号：<strong>${html(id)}</strong></p>
<p>${html(hearingOffice)}会按您留的联系方式核实。查询进展时请报上面的编号。</p>
<p><a href="${html(`/notice/${encodeURIComponent(schoolCode)}`)}">返回公示名单</a></p>`,
  );
}
