import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useIntention, whileUnreachable } from './intention.js';

interface Options {
  /** Whether to send it again after so many failures; only for what bears being sent twice. */
  readonly retry?: (failures: number, error: unknown) => boolean;
  readonly onSettled?: (error: unknown) => void;
}

/**
 * A change at the server. What it touched is the server's to know, so whatever is on the screen is read anew, also
 * after a refusal: most refusals mean that the page was older than the facts.
 */
export function useCommand<Input, Output>(
  send: (input: Input) => Promise<Output>,
  { retry = () => false, onSettled }: Options = {},
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    retry,
    onSettled: (_, error) => {
      onSettled?.(error);
      void queries.invalidateQueries();
    },
  });
}

/** What is only asked, and by POST: its words belong in no address, or the server records who asked. Nothing changes by it. */
export const useQuestion = <Input, Output>(ask: (input: Input) => Promise<Output>) => useMutation({ mutationFn: ask });

/**
 * A command with a key of its own: sent again while the server does not answer, by the console or by the person, it is
 * carried out once and gets its first answer.
 */
export function useKeyedCommand<Input, Output>(send: (input: Input, key: string) => Promise<Output>) {
  const intention = useIntention();
  return useCommand((input: Input) => send(input, intention.keyOf(input)), {
    retry: whileUnreachable,
    onSettled: intention.settled,
  });
}
