import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isAway } from '#persistence';
import { problemPage } from '../public-notice/problem-page.js';
import type { ProblemCode } from './catalogue.js';
import { languageOf, PROBLEM_MEDIA_TYPE, problemOf } from './problem.js';
import { ProblemError } from './problem-error.js';

/** Fastify's own refusals, by its error codes. */
const BY_FASTIFY_CODE: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'REQUEST.TOO_LARGE',
  FST_REQ_FILE_TOO_LARGE: 'REQUEST.TOO_LARGE',
  FST_FILES_LIMIT: 'REQUEST.TOO_LARGE',
  FST_PARTS_LIMIT: 'REQUEST.TOO_LARGE',
  FST_FIELDS_LIMIT: 'REQUEST.TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'REQUEST.MEDIA_TYPE',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'REQUEST.MEDIA_TYPE',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'REQUEST.MALFORMED',
  FST_ERR_CTP_INVALID_JSON_BODY: 'REQUEST.MALFORMED',
  FST_ERR_BAD_URL: 'REQUEST.ADDRESS_INVALID',
  FST_ERR_MAX_PARAM_LENGTH: 'REQUEST.ADDRESS_INVALID',
};

/** PostgreSQL's refusals of a value a person sent: not well-formed, out of range, not storable. */
const VALUES_POSTGRES_REFUSES = new Set(['22P02', '22003', '22021', '22P05', '22007', '22008']);

const BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  401: 'AUTH.NOT_SIGNED_IN',
  403: 'ACCESS.NOT_PERMITTED',
  404: 'ROUTE.NOT_FOUND',
  405: 'ROUTE.NOT_FOUND',
  413: 'REQUEST.TOO_LARGE',
  414: 'REQUEST.ADDRESS_INVALID',
  415: 'REQUEST.MEDIA_TYPE',
  503: 'SERVICE.UNAVAILABLE',
};

/** The one place that knows what a thrown thing is over HTTP. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

export function sendProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { code, params, errors } = problemErrorOf(thrown);
  const [path = ''] = request.url.split('?');
  const problem = problemOf(code, params, errors, {
    id: request.id,
    path,
    language: languageOf(request.headers['accept-language']),
  });
  if (problem.status >= 500) request.log.error({ err: thrown, code }, 'request failed');
  else request.log.info({ code }, 'request refused');
  if (reply.sent) return;
  if (code === 'AUTH.LOCKED') reply.header('retry-after', Number(params.minutes) * 60);
  if (code === 'REQUEST.TOO_MANY') reply.header('retry-after', params.seconds ?? 60);
  if (code === 'SERVICE.UNAVAILABLE') reply.header('retry-after', 5);
  if (isForPeople(path)) {
    void reply
      .status(problem.status)
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('x-robots-tag', 'noindex')
      .send(problemPage(problem.messages.zh, request.id));
    return;
  }
  void reply
    .status(problem.status)
    .type(PROBLEM_MEDIA_TYPE)
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problem));
}

/** Pages without a script: who reads there has nothing that could show a problem document. */
const isForPeople = (path: string): boolean => path.startsWith('/notice/');

function problemErrorOf(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown;
  // Nest wraps what Fastify refused; the cause still has Fastify's own code.
  const origin = thrown instanceof HttpException && thrown.cause ? thrown.cause : thrown;
  const { code, statusCode } = origin as { code?: unknown; statusCode?: unknown };
  if (typeof code === 'string') {
    const known = BY_FASTIFY_CODE[code];
    if (known) return new ProblemError(known);
    if (VALUES_POSTGRES_REFUSES.has(code)) return new ProblemError('REQUEST.INVALID');
  }
  if (isAway(origin)) return new ProblemError('SERVICE.UNAVAILABLE');
  const status = thrown instanceof HttpException ? thrown.getStatus() : Number(statusCode ?? 500);
  if (BY_STATUS[status]) return new ProblemError(BY_STATUS[status]);
  return new ProblemError(status >= 400 && status < 500 ? 'REQUEST.REFUSED' : 'SERVICE.FAULT');
}
