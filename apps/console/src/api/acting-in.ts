/**
 * The post this page was shown in; every request names it. Tabs share one sign-in: when that changes in another tab the
 * server refuses here, instead of letting this page act under another name.
 */
let post: string | null = null;

/** The first answer to who one is counts until this very page changes it. */
export const actIn = (id: string | null): void => {
  post ??= id;
};

/** This page itself signs in or out, or changes the post. */
export const actAnew = (): void => {
  post = null;
};

/** What a request says of it. */
export const actingHeaders = (): Record<string, string> => (post ? { 'zhudao-post': post } : {});
