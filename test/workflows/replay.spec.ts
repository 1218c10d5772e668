import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Worker } from '@temporalio/worker';
import { bundleOf, HISTORIES, quietRuntime, WORKFLOWS } from './harness.js';

const recorded = readdirSync(HISTORIES).filter((name) => name.endsWith('.json'));

let code: string;

beforeAll(async () => {
  quietRuntime();
  ({ code } = await bundleOf(WORKFLOWS));
}, 60_000);

describe('Runs that began under earlier code', () => {
  it('are recorded', () => {
    expect(recorded.length).toBeGreaterThan(2);
  });

  it.each(recorded)('go on under the code of today: %s', async (name) => {
    const history = JSON.parse(readFileSync(path.join(HISTORIES, name), 'utf8'));
    const results: (Error | undefined)[] = [];
    for await (const { error } of Worker.runReplayHistories({ workflowBundle: { code } }, [
      { workflowId: name, history },
    ]))
      results.push(error);
    expect(results).toEqual([undefined]);
  });

  it('are told apart from runs of another process', async () => {
    const [name] = recorded.filter((file) => file.startsWith('application-'));
    const history = JSON.parse(readFileSync(path.join(HISTORIES, name!), 'utf8'));
    const timer = history.events.find((event: { eventType: string }) => event.eventType === 'EVENT_TYPE_TIMER_STARTED');
    timer.eventType = 'EVENT_TYPE_MARKER_RECORDED';
    delete timer.timerStartedEventAttributes;
    timer.markerRecordedEventAttributes = { markerName: 'another-process', workflowTaskCompletedEventId: '4' };
    const results: (Error | undefined)[] = [];
    for await (const { error } of Worker.runReplayHistories({ workflowBundle: { code } }, [
      { workflowId: 'tampered', history },
    ]))
      results.push(error);
    expect(results[0]).toBeInstanceOf(Error);
  });

  it('hold no personal data', () => {
    for (const name of recorded)
      expect(readFileSync(path.join(HISTORIES, name), 'utf8')).not.toMatch(/学生|6228\d{10}|\d{17}[\dX]/);
  });
});

describe('The bundle of all workflows', () => {
  const folder = mkdtempSync(path.join(import.meta.dirname, '../.tmp/bundle-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('cannot be made where a workflow reaches a module of Node', async () => {
    symlinkSync(path.dirname(WORKFLOWS), path.join(folder, 'workflows'));
    writeFileSync(
      path.join(folder, 'index.ts'),
      "export * from './workflows/index.js';\nimport { randomUUID } from 'node:crypto';\nexport const idWorkflow = async () => randomUUID();\n",
    );
    await expect(bundleOf(path.join(folder, 'index.ts'))).rejects.toThrow(/node:crypto/);
  });
});
