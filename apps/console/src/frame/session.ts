import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../api/client.js';
import { useCommand } from '../api/command.js';

export const useMe = () => useQuery(read('/api/v1/me'));

/** Signs in by password, or steps into a person of the demo. What another person saw before is forgotten. */
export function useSignIn() {
  const queries = useQueryClient();
  return useCommand(async (by: { login: string; password?: string }) => {
    const before = queries.getQueryData(read('/api/v1/me').queryKey);
    if (by.password === undefined) await api.POST('/api/v1/demo/session', { body: { login: by.login } });
    else await api.POST('/api/v1/session', { body: { login: by.login, password: by.password } });
    if (before && before.login !== by.login) queries.clear();
  });
}

export function useSignOut() {
  const queries = useQueryClient();
  return useCommand(async () => {
    await api.DELETE('/api/v1/session');
    queries.clear();
  });
}

export const useActIn = () => useCommand((postId: string) => api.PUT('/api/v1/session/post', { body: { postId } }));
