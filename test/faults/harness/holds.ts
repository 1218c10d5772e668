import { type Persistence, type VerifyOptions, type VerifyReport, verify } from '#persistence';

/** What must hold after every step; the same as `npm run verify`. Fails with what it found. */
export async function holds(persistence: Persistence, options: VerifyOptions = {}): Promise<VerifyReport> {
  const report = await verify(persistence, options);
  if (report.ok) return report;
  const faults = report.invariants
    .filter((invariant) => invariant.faults > 0)
    .flatMap(({ key, faults, examples }) => [
      `${key}: ${faults} wrong`,
      ...examples.map(({ code, id, detail }) => `  ${code} ${id} ${detail}`),
    ]);
  throw new Error(`verify finds that this does not hold:\n${faults.join('\n')}`);
}
