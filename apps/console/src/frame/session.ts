import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { actAnew, actIn } from '../api/acting-in.js';
import { api, read } from '../api/client.js';
import { useCommand } from '../api/command.js';
import { dropDrafts } from '../decisions/drafts.js';

const ME = read('/api/v1/me');

/** Who I am and the post I act in; the page names that post with whatever it asks from then on. */
export const useMe = () =>
  useQuery({
    ...ME,
    queryFn: async ({ signal }) => {
      const me = (await api.GET('/api/v1/me', { signal })).data!;
      actIn(me.post?.id ?? null);
      return me;
    },
  });

/** Signs in by password, or steps into a person of the demo. What another person saw before is forgotten. */
export function useSignIn() {
  const queries = useQueryClient();
  return useCommand(async (by: { login: string; password?: string }) => {
    const before = queries.getQueryData(ME.queryKey);
    if (by.password === undefined) await api.POST('/api/v1/demo/session', { body: { login: by.login } });
    else await api.POST('/api/v1/session', { body: { login: by.login, password: by.password } });
    actAnew();
    if (before?.login === by.login) await backIn(before.post?.id);
    else forget(queries);
  });
}

/** What one person saw or began to write is nothing for the next. */
function forget(queries: QueryClient): void {
  queries.clear();
  dropDrafts();
}

/** Whoever signs in again goes on in the post they were in. Where it has ended meanwhile, the page says so. */
const backIn = async (postId?: string): Promise<void> => {
  if (postId) await api.PUT('/api/v1/session/post', { body: { postId } }).catch(() => {});
};

export function useSignOut() {
  const queries = useQueryClient();
  return useCommand(async () => {
    await api.DELETE('/api/v1/session');
    actAnew();
    forget(queries);
  });
}

export const useActIn = () =>
  useCommand(async (postId: string) => {
    await api.PUT('/api/v1/session/post', { body: { postId } });
    actAnew();
  });
