import { ApiProperty } from '@nestjs/swagger';
import type { Rejection } from '#domain';
import { CATALOGUE } from './catalogue.js';

/** Why one of several was refused, where the others went on. */
export class RefusalView {
  @ApiProperty({ example: 'ACCESS.FOUR_EYES' })
  readonly code!: string;

  @ApiProperty()
  readonly zh!: string;

  @ApiProperty()
  readonly en!: string;

  @ApiProperty({ type: 'object', additionalProperties: true })
  readonly params!: Record<string, unknown>;
}

export const refusalOf = ({ code, params = {} }: Rejection): RefusalView => ({
  code,
  zh: CATALOGUE[code].zh(params),
  en: CATALOGUE[code].en(params),
  params,
});
