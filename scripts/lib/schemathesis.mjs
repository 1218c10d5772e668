// Where the fuzzer of the OpenAPI document comes from: pinned, hashed wheels in the user's cache, run by any Python 3.10+.
import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder, checkout } from './paths.mjs';
import { run } from './run.mjs';
import { installWheels, PYTHONS } from './wheels.mjs';

const REQUIREMENTS = path.join(checkout, 'scripts/requirements-schemathesis.txt');
/** Some of the wheels hold machine code of one Python: each has a folder of its own. */
const WHICH_PYTHON = 'import sys; sys.exit(1) if sys.version_info < (3, 10) else print(sys.implementation.cache_tag)';

async function python() {
  for (const command of PYTHONS) {
    const { code, output } = await run(command, ['-c', WHICH_PYTHON]);
    if (code === 0) return { command, tag: output.trim() };
  }
  throw new Error('no Python 3.10 or later for the fuzzer of the API: install python3 with pip and run again');
}

/** Resolves to {command, args, env} that start schemathesis; rejects with what to do where it cannot be had. */
export async function findSchemathesis() {
  const { command, tag } = await python();
  const version = /^schemathesis==(\S+).*>= '3\.11'/m.exec(fs.readFileSync(REQUIREMENTS, 'utf8'))[1];
  const folder = cacheFolder(`schemathesis-${version}-${tag}`, path.join(checkout, 'test/.tmp'));
  if (!fs.existsSync(folder)) {
    const reasons = await installWheels(REQUIREMENTS, folder);
    if (reasons) throw new Error(`schemathesis could not be fetched; python3 needs its pip: ${reasons.join('; ')}`);
  }
  return { command, args: ['-m', 'schemathesis.cli'], env: { PYTHONPATH: folder } };
}
