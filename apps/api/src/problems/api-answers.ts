import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { CATALOGUE, type ProblemCode } from './catalogue.js';
import { ProblemView } from './problem.view.js';

interface Success {
  readonly status: number;
  readonly type?: Type | [Type];
  readonly description?: string;
}

const ALWAYS: readonly ProblemCode[] = [
  'REQUEST.INVALID',
  'REQUEST.UNKNOWN_FIELD',
  'REQUEST.TOO_MANY',
  'SERVICE.UNAVAILABLE',
];

/** Documents what a route answers: its success, and the problems worth knowing, grouped by status. */
export function ApiAnswers(success: Success, ...problems: ProblemCode[]) {
  const codes = [...new Set([...ALWAYS, ...problems])];
  const statuses = [...new Set(codes.map((code) => CATALOGUE[code].status))].sort();
  const documented = statuses.map((status) =>
    ApiResponse({
      status,
      description: codes
        .filter((code) => CATALOGUE[code].status === status)
        .map((code) => `\`${code}\``)
        .join(', '),
      content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemView) } } },
    }),
  );
  return applyDecorators(ApiExtraModels(ProblemView), ApiResponse({ description: '', ...success }), ...documented);
}
