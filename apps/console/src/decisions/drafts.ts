/** What somebody has begun to write, by what it is about. In memory only: a browser keeps nothing personal. */
const drafts = new Map<string, object>();

export const draftOf = (about: string): object => drafts.get(about) ?? {};
export const keepDraft = (about: string, values: object): void => void drafts.set(about, values);
export const dropDraft = (about: string): void => void drafts.delete(about);
/** Another person's page begins with nothing written. */
export const dropDrafts = (): void => drafts.clear();
