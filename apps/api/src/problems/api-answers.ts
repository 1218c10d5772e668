import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtension, ApiExtraModels, ApiResponse } from '@nestjs/swagger';
import { PROBLEMS_EXTENSION } from '../openapi/complete.js';
import type { ProblemCode } from './catalogue.js';
import { ProblemView } from './problem.view.js';

interface Success {
  readonly status: number;
  readonly type?: Type | [Type];
  readonly description?: string;
}

/**
 * Documents what a route answers: its success, and the problems that are its own. What every route may answer to who
 * is not signed in, has another role or sends no JSON is added by `complete`.
 */
export function ApiAnswers(success: Success, ...problems: ProblemCode[]) {
  return applyDecorators(
    ApiExtraModels(ProblemView),
    ApiResponse({ description: '', ...success }),
    ApiExtension(PROBLEMS_EXTENSION, problems),
  );
}
