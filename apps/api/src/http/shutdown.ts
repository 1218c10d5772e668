import type { FastifyInstance } from 'fastify';

/**
 * While closing, each answer also ends its connection: a browser that keeps its connection open would otherwise keep
 * the process alive for more than a minute after its last request.
 */
export function endConnectionsOnClose(fastify: FastifyInstance): void {
  let closing = false;
  fastify.addHook('preClose', async () => {
    closing = true;
  });
  fastify.addHook('onSend', async (_, reply) => {
    if (closing) reply.header('connection', 'close');
  });
}
