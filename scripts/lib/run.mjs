// Runs a command to its end without blocking, so that Ctrl-C and progress lines go on working meanwhile.
import { spawn } from 'node:child_process';

const running = new Set();

/** Ends the commands that are still running: whoever stops must not leave an `npm ci` at work behind him. */
export function endRunningCommands() {
  for (const child of running) child.kill('SIGTERM');
}

/** Resolves to {code, output}; a command that cannot be started resolves too, with code 127 and the reason. */
export function run(command, args, { onLine, timeoutMs, ...options } = {}) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs, ...options });
    running.add(child);
    const collect = (chunk) => {
      output += chunk;
      if (onLine)
        String(chunk)
          .split('\n')
          .filter((line) => line.trim())
          .forEach(onLine);
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    const end = (result) => {
      running.delete(child);
      resolve(result);
    };
    child.on('error', (error) => end({ code: 127, output: error.message }));
    child.on('close', (code, signal) =>
      end({ code: code ?? 1, output: signal ? `${output}\nended by ${signal}` : output }),
    );
  });
}

/** Runs a command whose output goes where ours goes; resolves to its exit code. */
export function runAttached(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
    running.add(child);
    child.on('error', reject);
    child.on('close', (code) => {
      running.delete(child);
      resolve(code ?? 1);
    });
  });
}

/** Like `run`, but any exit other than 0 is an error that ends with what the command said last. */
export async function mustRun(command, args, options) {
  const { code, output } = await run(command, args, options);
  if (code !== 0) throw new Error(`${[command, ...args].join(' ')} ended with ${code}:\n${lastLines(output, 20)}`);
  return output;
}

export const lastLines = (text, count) => text.trim().split('\n').slice(-count).join('\n');

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks again every `everyMs` until `probe` is true (a throw counts as not yet); false when `timeoutMs` have passed. */
export async function until(probe, timeoutMs, everyMs = 50) {
  const end = performance.now() + timeoutMs;
  for (;;) {
    if (
      await Promise.resolve()
        .then(probe)
        .catch(() => false)
    )
      return true;
    if (performance.now() > end) return false;
    await sleep(everyMs);
  }
}
