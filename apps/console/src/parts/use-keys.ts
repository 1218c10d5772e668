import { useEffect, useRef } from 'react';

/** A ticked box keeps the focus, and takes no letters. */
const TAKES_NO_LETTERS = 'input:is([type="checkbox"], [type="radio"])';
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  !target.matches(TAKES_NO_LETTERS) &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
const isDialogOpen = (): boolean => document.querySelector('[role="dialog"]') !== null;

/** Single keys of a page, while nobody types and no dialog is open. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const act = current.current[event.key];
      if (!act || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isDialogOpen()) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
