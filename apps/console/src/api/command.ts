import { useMutation, useQueryClient } from '@tanstack/react-query';

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
