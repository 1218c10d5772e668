import type { Group } from './paginate.js';

interface InClass {
  readonly grade: string | null;
  readonly className: string | null;
}

/** Children under their classes, in the order in which they come: the server has put the classes in the school's own. */
export function byClass<Child extends InClass>(children: readonly Child[], unknown: string): Group<Child>[] {
  const groups: { title: string; rows: Child[] }[] = [];
  for (const child of children) {
    const title = `${child.grade ?? ''}${child.className ?? ''}` || unknown;
    const last = groups.at(-1);
    if (last?.title === title) last.rows.push(child);
    else groups.push({ title, rows: [child] });
  }
  return groups;
}
