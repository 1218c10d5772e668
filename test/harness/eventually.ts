/** Resolves as soon as `look` gives something; fails after `ms` with what was last seen. */
export async function eventually<T>(look: () => Promise<T | null | undefined | false>, ms = 15_000): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${look}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
