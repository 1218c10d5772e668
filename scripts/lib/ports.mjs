// Free ports, chosen once and remembered, so that bookmarks and open pages survive a restart.
import net from 'node:net';
import path from 'node:path';
import { readJson, writePrivate } from './paths.mjs';

// Below the range from which the system picks ports for outgoing connections: a remembered port stays free.
const FIRST = 20_000;
const LAST = 29_999;

export const isFree = (port) =>
  new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });

/**
 * The ports of one data folder: `await ports('api')` is the same number next time unless somebody else took it. Whoever
 * asks meanwhile waits: the book is a file that each answer writes anew.
 */
export function portBook(data) {
  const file = path.join(data, 'ports.json');
  let last = Promise.resolve();
  return (name) => {
    last = last.then(() => portFor(name));
    return last;
  };

  async function portFor(name) {
    const book = readJson(file, {});
    if (book[name] && (await isFree(book[name]))) return book[name];
    const taken = new Set(Object.values(book));
    for (let tries = 0; tries < 1000; tries++) {
      const port = FIRST + Math.floor(Math.random() * (LAST - FIRST + 1));
      if (taken.has(port) || !(await isFree(port))) continue;
      writePrivate(file, `${JSON.stringify({ ...book, [name]: port }, null, 2)}\n`);
      return port;
    }
    throw new Error(`no free port between ${FIRST} and ${LAST} on 127.0.0.1`);
  }
}
