// What a person sees: one line per step with its time, and a sign of life while a long one runs.
const SIGN_OF_LIFE_MS = 10_000;
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/**
 * Runs one step and prints its line: `PostgreSQL   embedded 18.4 on port 24120   0.9 s`.
 * `work` gets `note(text)` for progress; `describe(result)` gives the middle of the line.
 */
export async function step(title, work, describe = () => 'done') {
  const started = performance.now();
  const note = (text) => console.log(`  … ${text}`);
  const sign = setInterval(() => note(`${title}: still at it (${seconds(started)})`), SIGN_OF_LIFE_MS);
  try {
    const result = await work(note);
    console.log(`${title.padEnd(18)} ${describe(result)}  ${seconds(started)}`);
    return result;
  } finally {
    clearInterval(sign);
  }
}
