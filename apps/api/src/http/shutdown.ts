import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * While closing, each answer also ends its connection: a browser that keeps its connection open would otherwise keep
 * the process alive for more than a minute after its last request. So would one that it opened ahead of any request,
 * which Node does not count as idle.
 */
export function endConnectionsOnClose(fastify: FastifyInstance): void {
  let closing = false;
  const unused = new Set<Socket>();
  fastify.server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  fastify.addHook('onRequest', async ({ raw }) => void unused.delete(raw.socket));
  fastify.addHook('preClose', async () => {
    closing = true;
    for (const socket of unused) socket.destroy();
  });
  fastify.addHook('onSend', async (_, reply) => {
    if (closing) reply.header('connection', 'close');
  });
}
