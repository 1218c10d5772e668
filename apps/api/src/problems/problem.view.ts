import { ApiProperty } from '@nestjs/swagger';
import { CATALOGUE, type ProblemCode } from './catalogue.js';

export class FieldFaultView {
  @ApiProperty({ example: 'items.0' })
  readonly path!: string;

  @ApiProperty({ example: 'isInt' })
  readonly code!: string;

  @ApiProperty()
  readonly zh!: string;

  @ApiProperty()
  readonly en!: string;
}

class MessagesView {
  @ApiProperty()
  readonly zh!: string;

  @ApiProperty()
  readonly en!: string;
}

/** A problem as RFC 9457 says it (application/problem+json). */
export class ProblemView {
  @ApiProperty({ example: 'urn:zhudao:problem:STREAM.REVISION_STALE' })
  readonly type!: string;

  @ApiProperty()
  readonly title!: string;

  @ApiProperty({ example: 409 })
  readonly status!: number;

  @ApiProperty({ description: 'A sentence the person can act on, in the language of Accept-Language.' })
  readonly detail!: string;

  @ApiProperty({ description: 'The path that was asked for.' })
  readonly instance!: string;

  @ApiProperty({
    enum: Object.keys(CATALOGUE).sort(),
    enumName: 'ProblemCode',
    description: 'Stable; programs act on it.',
    example: 'STREAM.REVISION_STALE',
  })
  readonly code!: ProblemCode;

  @ApiProperty({ type: MessagesView, description: '`detail` in both languages.' })
  readonly messages!: MessagesView;

  @ApiProperty({ type: 'object', additionalProperties: true })
  readonly params!: Record<string, unknown>;

  @ApiProperty()
  readonly requestId!: string;

  @ApiProperty({ type: [FieldFaultView], required: false })
  readonly errors?: FieldFaultView[];
}
