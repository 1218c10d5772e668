import { useMutation, useQueryClient } from '@tanstack/react-query';

/**
 * A change at the server. What it touched is the server's to know, so whatever is on the screen is read anew, also
 * after a refusal: most refusals mean that the page was older than the facts.
 */
export function useCommand<Input, Output>(send: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: send, onSettled: () => void queries.invalidateQueries() });
}
