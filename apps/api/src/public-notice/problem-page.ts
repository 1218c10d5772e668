import { html, pageOf } from './page-frame.js';

/** Why a page of the notice cannot be shown, or an objection not be taken now. */
export const problemPage = (sentence: string, requestId: string): string =>
  pageOf('学生资助公示', `<p role="alert">${html(sentence)}</p>\n<p class="quiet">请求编号 ${html(requestId)}</p>`);
