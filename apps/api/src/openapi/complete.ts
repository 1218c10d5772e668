import type { OpenAPIObject } from '@nestjs/swagger';
import { CATALOGUE, type ProblemCode } from '../problems/catalogue.js';
import type { Permission } from '../session/permit.js';

/** Left in an operation by `ApiAnswers` and `Permit`, and taken out again here. */
export const PROBLEMS_EXTENSION = 'x-problems';
export const PERMISSION_EXTENSION = 'x-permission';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']> & {
  [PROBLEMS_EXTENSION]?: readonly ProblemCode[];
  [PERMISSION_EXTENSION]?: Permission;
};

const READS = new Set(['get', 'head', 'options']);
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemView' } } };
const BODY_IS_OPTIONAL = '#/components/schemas/EmptyDto';

const KEY = { type: 'string', minLength: 1, maxLength: 200, pattern: '^[!-~]+$' } as const;

/**
 * Adds to the document what holds for every route and no controller should repeat: that an address is text, that
 * unknown fields are refused, and how a request may be refused for who sends it, for its method and for its address.
 */
export function complete(document: OpenAPIObject): OpenAPIObject {
  const { schemas = {} } = document.components ?? {};
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method] as Operation | undefined;
      if (!operation) continue;
      typeParameters(operation);
      closeBody(operation, schemas);
      tellRefusals(operation, method, path);
    }
  }
  return document;
}

function typeParameters({ parameters = [] }: Operation): void {
  for (const parameter of parameters) {
    if (!('schema' in parameter) || !parameter.schema || '$ref' in parameter.schema) continue;
    if (parameter.in === 'path') parameter.schema.type ??= 'string';
    if (parameter.name === 'Idempotency-Key') Object.assign(parameter.schema, KEY);
    delete parameter.schema.nullable; // an address cannot say null
  }
}

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
type Schema = Schemas[string];

function closeBody({ requestBody }: Operation, schemas: Schemas): void {
  if (!requestBody || '$ref' in requestBody) return;
  for (const { schema } of Object.values(requestBody.content)) {
    if (schema && '$ref' in schema && schema.$ref === BODY_IS_OPTIONAL) requestBody.required = false;
    if (schema) close(schema, schemas);
  }
}

function close(schema: Schema, schemas: Schemas): void {
  if ('$ref' in schema) {
    close(schemas[schema.$ref.split('/').at(-1)!]!, schemas);
    return;
  }
  if (schema.items) close(schema.items, schemas);
  for (const part of [...(schema.allOf ?? []), ...(schema.oneOf ?? [])]) close(part, schemas);
  if (!schema.properties || schema.additionalProperties === false) return;
  schema.additionalProperties = false;
  for (const property of Object.values(schema.properties)) close(property, schemas);
}

function tellRefusals(operation: Operation, method: string, path: string): void {
  const { [PROBLEMS_EXTENSION]: own = [], [PERMISSION_EXTENSION]: permission } = operation;
  delete operation[PROBLEMS_EXTENSION];
  delete operation[PERMISSION_EXTENSION];
  if (permission === 'everyone') operation.security = [];
  const codes = new Set<ProblemCode>([...own, ...ofPermission(permission), ...ofRequest(method, path)]);
  for (const status of new Set([...codes].map((code) => CATALOGUE[code].status))) {
    const ofStatus = [...codes].filter((code) => CATALOGUE[code].status === status).sort();
    operation.responses[status] = { description: ofStatus.map((code) => `\`${code}\``).join(', '), content: PROBLEM };
  }
}

function ofPermission(permission: Permission | undefined): readonly ProblemCode[] {
  if (permission === 'everyone') return [];
  const signedIn: readonly ProblemCode[] = ['AUTH.NOT_SIGNED_IN', 'AUTH.SESSION_EXPIRED', 'AUTH.ANOTHER_POST'];
  if (permission === 'signed-in') return signedIn;
  if (permission === 'any-seat') return [...signedIn, 'ACCESS.POST_ENDED'];
  return [...signedIn, 'ACCESS.POST_ENDED', 'ACCESS.WRONG_ROLE'];
}

function ofRequest(method: string, path: string): readonly ProblemCode[] {
  const codes: ProblemCode[] = [
    'REQUEST.INVALID',
    'REQUEST.UNKNOWN_FIELD',
    'REQUEST.TEXT_INVALID',
    'REQUEST.TOO_MANY',
    'SERVICE.UNAVAILABLE',
  ];
  if (path.includes('{')) codes.push('REQUEST.ADDRESS_INVALID', 'ROUTE.NOT_FOUND');
  if (READS.has(method)) return codes;
  return [
    ...codes,
    'AUTH.FOREIGN_ORIGIN',
    'REQUEST.MALFORMED',
    'REQUEST.TOO_DEEP',
    'REQUEST.TOO_LARGE',
    'REQUEST.MEDIA_TYPE',
  ];
}
