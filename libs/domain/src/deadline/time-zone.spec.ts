import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { transformFileSync } from '@swc/core';

/** The hours around midnight and around a change to summer time, where a process's own zone would show. */
const PROBE = `
import { readFileSync } from 'node:fs';
import { localDate } from './calendar/index.js';
import { DEFAULT_LADDER, deadlineOf, moments } from './deadline/index.js';
const china = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const limit = { workingDays: 5 };
const seen = ['2026-09-23T00:30', '2026-09-22T23:30', '2026-03-08T14:30', '2026-10-25T08:30'].map((text) => {
  const openedAt = Date.parse(text + ':00+08:00');
  const deadline = deadlineOf(china, openedAt, limit);
  const [first, second] = moments(china, openedAt, deadline, limit, { ...DEFAULT_LADDER, overdue: null });
  return [localDate(china, openedAt), deadline.dueAt, first.at, second.at];
});
console.log(JSON.stringify([new Date(0).getTimezoneOffset(), seen]));
`;

const here = fileURLToPath(new URL('..', import.meta.url));
const calendarFile = fileURLToPath(new URL('../../../../calendars/cn.json', import.meta.url));
let folder: string;

function probe(timeZone: string): [offset: number, seen: unknown] {
  const output = execFileSync(process.execPath, ['probe.mjs', calendarFile], {
    cwd: folder,
    env: { ...process.env, TZ: timeZone },
    encoding: 'utf8',
  });
  return JSON.parse(output);
}

describe('a server anywhere in the world', () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'zhudao-time-zone-'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(folder, 'probe.mjs'), PROBE);
    for (const law of ['calendar', 'deadline']) {
      mkdirSync(join(folder, law));
      for (const file of readdirSync(join(here, law)).filter((name) => /(?<!\.spec)\.ts$/.test(name))) {
        const { code } = transformFileSync(join(here, law, file), {
          jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
          module: { type: 'es6' },
        });
        writeFileSync(join(folder, law, file.replace(/ts$/, 'js')), code);
      }
    }
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(['America/New_York', 'Pacific/Kiritimati', 'Asia/Kathmandu'])('in %s counts as one in China', (timeZone) => {
    const [chinaOffset, inChina] = probe('Asia/Shanghai');
    const [offset, seen] = probe(timeZone);
    expect(offset).not.toBe(chinaOffset);
    expect(seen).toEqual(inChina);
  });
});
