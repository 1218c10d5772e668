import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};
/** Vite puts a hash of the contents into these files' names: another content is another address. */
const FOR_EVER = 'public, max-age=31536000, immutable';
const NOT_BUILT = 'The console is not built: run `npm run build`.\n';

/** Below `dist/` when this runs built; beside it when it runs from its source, in tests. */
const FOLDERS = ['../../../../console', '../../../../dist/console'].map((folder) =>
  path.resolve(import.meta.dirname, folder),
);

/**
 * The staff console: its files from `/assets/`, and its one page for every address that is no other route's, since the
 * browser finds the page behind an address by itself. Served by hand for the reason given in openapi/docs-page.ts.
 */
export function serveConsole(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  const folder = FOLDERS.find((each) => fs.existsSync(path.join(each, 'index.html')));
  const files = folder ? readAll(folder) : new Map<string, ConsoleFile>();

  const send = (request: FastifyRequest, reply: FastifyReply, name: string, file: ConsoleFile) => {
    reply.type(TYPES[path.extname(name)] ?? 'application/octet-stream').header('vary', 'accept-encoding');
    if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(file.plain);
    file.gzipped ??= gzipSync(file.plain);
    return reply.header('content-encoding', 'gzip').send(file.gzipped);
  };

  fastify.get('/assets/:name', (request: FastifyRequest<{ Params: { name: string } }>, reply) => {
    const name = `assets/${request.params.name}`;
    const file = files.get(name);
    if (!file) return reply.callNotFound();
    return send(request, reply.header('cache-control', FOR_EVER), name, file);
  });
  fastify.get('/*', (request, reply) => {
    if (isMachinesAddress(request.url)) return reply.callNotFound();
    const page = files.get('index.html');
    if (!page) return reply.status(503).type('text/plain; charset=utf-8').send(NOT_BUILT);
    return send(request, reply, 'index.html', page);
  });
}

/** A wrong address below these is a program's mistake, or a notice that has ended: it is answered as such. */
const isMachinesAddress = (url: string): boolean => /^\/(api|notice|assets)(\/|\?|$)/.test(url);

interface ConsoleFile {
  readonly plain: Buffer;
  /** A third of it; made when somebody first asks for it. */
  gzipped?: Buffer;
}

/** All files by their path below the folder: two or three megabytes, read once; a request's path never reaches the disk. */
function readAll(folder: string): Map<string, ConsoleFile> {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => fs.statSync(path.join(folder, name)).isFile());
  return new Map(
    files.map((name) => [name.split(path.sep).join('/'), { plain: fs.readFileSync(path.join(folder, name)) }]),
  );
}
