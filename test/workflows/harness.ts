import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { type BundleOptions, bundleWorkflowCode, DefaultLogger, Runtime } from '@temporalio/worker';

const HERE = import.meta.dirname;
export const HISTORIES = path.join(HERE, 'histories');
export const WORKFLOWS = path.join(HERE, '../../apps/worker/src/workflows/index.ts');

/** Temporal's core speaks up only when something is wrong; jest ends the process, not a signal handler of its own. */
export const quietRuntime = (): void => {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
};

/** The workflows as the worker gets them, made from the sources. What webpack complains of is part of the error. */
export async function bundleOf(workflowsPath: string) {
  const complaints: string[] = [];
  const logger = new DefaultLogger('ERROR', ({ message }) => complaints.push(message));
  try {
    return await bundleWorkflowCode({ workflowsPath, logger, webpackConfigHook: withSources });
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${complaints.join('\n')}`);
  }
}

/** `#domain` and `#contracts` are their sources here, whatever dist/ holds at the moment. */
const withSources: BundleOptions['webpackConfigHook'] = (config) => ({
  ...config,
  resolve: {
    ...config.resolve,
    alias: { ...config.resolve?.alias, '#domain': LIB('domain'), '#contracts': LIB('contracts') },
  },
});
const LIB = (name: string) => path.join(HERE, `../../libs/${name}/src/index.ts`);

/**
 * With RECORD_HISTORIES=1 the run's history is written to test/workflows/histories, where replay.spec.ts replays it
 * with the workflows of today. Record again only when a change of the workflows is meant to break old runs.
 */
export async function recordHistory(name: string, handle: WorkflowHandle): Promise<void> {
  if (!process.env.RECORD_HISTORIES) return;
  writeFileSync(path.join(HISTORIES, `${name}.json`), `${historyToJSON(await handle.fetchHistory())}\n`);
}

/** Runs what is started in a test and ends it with the test. */
export function background(...runs: ((stopping: AbortSignal) => Promise<unknown>)[]): () => Promise<void> {
  const stopping = new AbortController();
  const all = Promise.all(runs.map((run) => run(stopping.signal)));
  all.catch(() => {});
  return async () => {
    stopping.abort();
    await all;
  };
}
