/** The rate limit's rule of routes that try a password: `@RouteConfig({ rateLimit: { rule: SIGN_IN_RATE } })`. */
export const SIGN_IN_RATE = 'sign-in';
