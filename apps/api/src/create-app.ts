import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyServerOptions, LogController } from 'fastify';
import { Persistence } from '#persistence';
import { appModule } from './app.module.js';
import type { ApiConfig } from './config.js';
import { serveConsole } from './console/console-files.js';
import { refuseUnstorableInput } from './http/clean-input.js';
import { logAnswer, loggerOptions, nestLogger, requestId } from './http/logging.js';
import { forbidCaching, registerPlugins } from './http/plugins.js';
import { endConnectionsOnClose } from './http/shutdown.js';
import { validationPipe } from './http/validation.js';
import { serveOpenApi } from './openapi/openapi.js';
import { ProblemFilter, sendProblem } from './problems/problem.filter.js';
import { NOTICE_PAGES } from './public-notice/notice-pages.controller.js';

export const API_PREFIX = 'api/v1';

/** A decision with its opinion is a few hundred bytes, a bulk selection of thousands some hundred thousand. */
const LARGEST_BODY = 1024 * 1024;

/** Nobody looks at a page for so long before pressing again; what a person asks for takes milliseconds. */
const ANSWER_WITHIN_MS = 20_000;

export interface AppOverrides {
  /** A vault opened by the caller, who also closes it. Tests only: it may carry a clock. */
  readonly persistence?: Persistence;
}

/** The whole API, ready to listen: used by `main` and by the tests. */
export async function createApp(config: ApiConfig, overrides: AppOverrides = {}): Promise<NestFastifyApplication> {
  const persistence =
    overrides.persistence ??
    new Persistence({ url: config.databaseUrl, keys: config.keys, answerWithinMs: ANSWER_WITHIN_MS });
  const options: FastifyServerOptions = {
    bodyLimit: LARGEST_BODY,
    genReqId: requestId,
    logger: loggerOptions(config.logLevel),
    logController: new LogController({ disableRequestLogging: true }), // `logAnswer` says it, without anybody's data
    // Without a proxy that is known, the connection's own address counts: headers can be made up.
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    // Refused by the router, before any hook or filter exists.
    frameworkErrors: (error, request, reply) => sendProblem(error, request, reply),
    return503OnClosing: false, // requests under way at shutdown are finished
    forceCloseConnections: 'idle',
  };
  const adapter = new FastifyAdapter({ ...options, multipart: false });
  const fastify = adapter.getInstance();
  fastify.removeContentTypeParser('text/plain');
  fastify.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id));
  fastify.addHook('preValidation', refuseUnstorableInput);
  fastify.addHook('onSend', forbidCaching);
  fastify.addHook('onResponse', logAnswer);
  endConnectionsOnClose(fastify);
  if (!overrides.persistence) fastify.addHook('onClose', () => persistence.close());

  const app = await NestFactory.create<NestFastifyApplication>(appModule(config, persistence), adapter, {
    bodyParser: false,
    logger: nestLogger(fastify.log),
    abortOnError: false,
  });
  await registerPlugins(app, config);
  app.setGlobalPrefix(API_PREFIX, { exclude: [...NOTICE_PAGES] });
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(validationPipe());
  serveOpenApi(app, API_PREFIX);
  serveConsole(app);
  return app;
}
