import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { Problem, read } from './client.js';

const SESSION_OVER = new Set(['AUTH.NOT_SIGNED_IN', 'AUTH.SESSION_EXPIRED']);
export const isSessionOver = (error: unknown): boolean => error instanceof Problem && SESSION_OVER.has(error.view.code);

/**
 * Server state lives here and nowhere else; nothing of it is kept by the browser. `onSessionOver` is told when somebody
 * who was known is known no longer; whoever has yet to sign in has no session that could end.
 */
export function createQueryClient(onSessionOver: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (isSessionOver(error) && client.getQueryData(read('/api/v1/me').queryKey)) onSessionOver();
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // A refusal will be the same next time; a server that is away comes back.
        retry: (failures, error) => !(error instanceof Problem && error.view.status < 500) && failures < 3,
      },
    },
  });
  return client;
}
