import { type RefObject, useLayoutEffect, useRef } from 'react';

/** What is needed of antd's virtual table. */
interface Table {
  readonly nativeElement: HTMLElement;
  scrollTo(to: { key: string; align: 'start'; offset: number }): void;
}

interface Anchor {
  readonly key: string;
  /** From the upper edge of what is visible to the row's, px. */
  readonly offset: number;
}

const HOLDER = '.ant-table-tbody-virtual-holder';
const ROW = '.ant-table-row[data-row-key]';

/** The first row that is seen, unless the list stands at its very beginning. */
function anchorOf(table: HTMLElement): Anchor | null {
  const holder = table.querySelector(HOLDER);
  if (!holder || holder.scrollTop === 0) return null;
  const top = holder.getBoundingClientRect().top;
  for (const row of holder.querySelectorAll<HTMLElement>(ROW)) {
    const { top: rowTop, bottom } = row.getBoundingClientRect();
    if (bottom > top) return { key: row.dataset.rowKey!, offset: rowTop - top };
  }
  return null;
}

/**
 * Rows that come or go above what is seen move nothing that is seen: a virtual table has no scroll anchoring of its own.
 * Returns what to call whenever the table was scrolled.
 */
export function useKeptPlace(table: RefObject<Table | null>, keys: readonly string[]): () => void {
  const anchor = useRef<Anchor | null>(null);
  const before = useRef(keys);
  useLayoutEffect(() => {
    const earlier = before.current;
    before.current = keys;
    if (!anchor.current || earlier === keys) return;
    const from = earlier.indexOf(anchor.current.key);
    const there = new Set(keys);
    // The row itself may be the one that was decided: then the next that is still there takes its place.
    const key = earlier.slice(Math.max(from, 0)).find((each) => there.has(each));
    if (key && keys.indexOf(key) !== earlier.indexOf(key))
      table.current?.scrollTo({ key, align: 'start', offset: anchor.current.offset });
  }, [table, keys]);
  return () => {
    anchor.current = table.current && anchorOf(table.current.nativeElement);
  };
}
