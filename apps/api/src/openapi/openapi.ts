import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { SESSION_COOKIE } from '../session/cookie.js';
import { complete } from './complete.js';
import { describeConstraints } from './constraints.js';
import { serveDocsPage } from './docs-page.js';

/** The OpenAPI 3 document of all features; checked in as apps/api/openapi.json. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Zhudao 助到')
    .setDescription(
      'Workflow and approval engine for student subsidies. Money is integer fen, times are epoch milliseconds. ' +
        'Refusals are RFC 9457 problems with stable codes. Commands honour `Idempotency-Key`.',
    )
    .setVersion('1')
    .addCookieAuth(SESSION_COOKIE, { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE }, 'session')
    .addSecurityRequirements('session')
    .build();
  const operationIdFactory = (controller: string, method: string) =>
    `${controller.replace(/Controller$/, '')}_${method}`;
  describeConstraints();
  return complete(SwaggerModule.createDocument(app, config, { operationIdFactory }));
}

/** The file's form: sorted as the document is, one final newline. */
export const openApiText = (app: NestFastifyApplication): string =>
  `${JSON.stringify(openApiDocument(app), null, 2)}\n`;

/** The document at /api/v1/openapi.json, a page for it at /api/docs. Both show nothing but the shape of requests. */
export function serveOpenApi(app: NestFastifyApplication, prefix: string): void {
  const fastify = app.getHttpAdapter().getInstance();
  const url = `/${prefix}/openapi.json`;
  let document: OpenAPIObject | undefined;
  fastify.get(url, () => {
    document ??= openApiDocument(app);
    return document;
  });
  serveDocsPage(fastify, url);
}
