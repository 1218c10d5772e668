import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { Problem, read } from './client.js';

declare module '@tanstack/react-query' {
  interface Register {
    /** `live: false`: does not change under an open page, or costs too much to be read anew whenever something does. */
    queryMeta: { live?: false };
  }
}

/** Why a page can go no further: its session is over, or another tab acts as somebody else. */
export type Interruption = 'over' | 'elsewhere';

const INTERRUPTIONS: Readonly<Record<string, Interruption>> = {
  'AUTH.NOT_SIGNED_IN': 'over',
  'AUTH.SESSION_EXPIRED': 'over',
  'AUTH.ANOTHER_POST': 'elsewhere',
};
const interruptionOf = (error: unknown): Interruption | undefined =>
  error instanceof Problem ? INTERRUPTIONS[error.view.code] : undefined;
export const isSessionOver = (error: unknown): boolean => interruptionOf(error) === 'over';

/**
 * Server state lives here and nowhere else; nothing of it is kept by the browser. `onInterrupted` is told when somebody
 * who was known is known no longer; whoever has yet to sign in has no session that could end.
 */
export function createQueryClient(onInterrupted: (why: Interruption) => void): QueryClient {
  const onError = (error: unknown) => {
    const why = interruptionOf(error);
    if (why && client.getQueryData(read('/api/v1/me').queryKey)) onInterrupted(why);
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
