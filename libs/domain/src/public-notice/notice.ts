import { maskName } from './mask-name.js';

/** What is known of a child whose application is on public notice; far more than a notice may show. */
export interface NoticeSource {
  readonly name: string;
  readonly schoolName: string;
  readonly grade: string;
  readonly className: string;
  readonly publicTitle: string;
}

export interface NoticeEntry {
  readonly name: string;
  readonly school: string;
  readonly grade: string;
  readonly class: string;
  /** The programme's public title, which does not say that a child is poor, orphaned or disabled. */
  readonly programme: string;
  /** Opaque; an objection refers to the row by it. Says nothing about the child or the application. */
  readonly row: string;
}

/**
 * All that a public notice may say of a child (教财厅函〔2017〕28号: no identity number, address, telephone, birth date,
 * bank card or household type). Whatever else the source holds is dropped: the list names what passes.
 */
export const noticeEntry = (source: NoticeSource, row: string, masksNames = false): NoticeEntry => ({
  name: masksNames ? maskName(source.name) : source.name,
  school: source.schoolName,
  grade: source.grade,
  class: source.className,
  programme: source.publicTitle,
  row,
});
