// npm run doctor: says what is missing or misconfigured and how to mend it; exits with 1 when something is.
import './lib/node-version.mjs';
import { CHECKS } from './lib/checks.mjs';
import { runningStart } from './lib/instance.mjs';
import { main } from './lib/main.mjs';
import { dataFolder } from './lib/paths.mjs';

await main(async () => {
  const data = dataFolder();
  console.log(`Node ${process.versions.node}; data in ${data}; ${runningStart(data) ? 'running' : 'not running'}`);
  const failed = new Set();
  for (const [name, check, needs] of CHECKS) {
    if (failed.has(needs)) {
      console.log(`?    ${name}: cannot be told before the ${needs} are mended`);
      continue;
    }
    const problems = await check(data);
    if (problems.length === 0) console.log(`ok   ${name}`);
    else failed.add(name);
    for (const { what, mend } of problems) console.log(`BAD  ${name}: ${what}\n     → ${mend}`);
  }
  if (failed.size > 0) process.exitCode = 1;
});
