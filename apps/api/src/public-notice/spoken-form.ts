import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { brokenUpload } from '../http/broken-upload.js';
import { ProblemError } from '../problems/problem-error.js';
import type { FieldFault, Spoken } from './objection-form.js';

const FIELDS = ['applicationRef', 'childName', 'text', 'contact'] as const satisfies readonly (keyof Spoken)[];
/** As RaiseObjectionDto has them; here a person must be told field by field, in a page. */
const LENGTHS = { childName: [0, 60], text: [5, 2_000], contact: [5, 200] } as const;

/** The fields of the objection's form as a browser without scripts sends them; files and strange fields are not for us. */
export const SpokenForm = createParamDecorator(async (_: unknown, context: ExecutionContext): Promise<Spoken> => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  if (!request.isMultipart()) throw new ProblemError('REQUEST.MEDIA_TYPE');
  const spoken: Record<string, string> = {};
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') throw new ProblemError('REQUEST.MALFORMED');
      const known = FIELDS.find((name) => name === part.fieldname);
      // Browsers send line ends as CRLF; NUL cannot be stored.
      if (known && typeof part.value === 'string')
        spoken[known] = part.value.replaceAll('\r\n', '\n').replaceAll('\0', '').trim();
    }
  } catch (error) {
    throw brokenUpload(error);
  }
  return spoken;
});

export function faultsOf(spoken: Spoken): FieldFault[] {
  return (Object.keys(LENGTHS) as (keyof typeof LENGTHS)[]).filter((field) => {
    const { length } = spoken[field] ?? '';
    const [least, most] = LENGTHS[field];
    return length < least || length > most;
  });
}
