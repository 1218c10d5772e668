/** Resolves to the browser's path; rejects with what to do where there is none. */
export function findChromium(): Promise<string>;
