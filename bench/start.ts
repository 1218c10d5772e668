import { measureReady, readyLines } from './ready.js';

// `npm run bench -- --start`: only how long `npm start` takes.
const root = process.env.BENCH_ROOT;
if (!root) throw new Error('BENCH_ROOT is not set: run `npm run bench -- --start`');
const figures = await measureReady(root, (line) => console.error(`  … ${line}`));
for (const row of [['figure', 'value', '', 'mark'], ['---', '---:', '---', '---'], ...readyLines(figures)])
  console.log(`| ${row.join(' | ')} |`);
