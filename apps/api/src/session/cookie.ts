import type { CookieSerializeOptions } from '@fastify/cookie';

export const SESSION_COOKIE = 'zhudao_session';

/** No script reads it, no other site sends it. */
export const cookieOptions = (secure: boolean): CookieSerializeOptions => ({
  httpOnly: true,
  sameSite: 'strict',
  path: '/',
  secure,
});
