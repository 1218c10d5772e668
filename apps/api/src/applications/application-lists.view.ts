import { ApiProperty } from '@nestjs/swagger';
import { PHASES } from '#domain';
import { PageOf } from '../http/page.dto.js';

export class ApplicationRowView {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ type: 'integer' })
  readonly period!: number;

  @ApiProperty()
  readonly programme!: string;

  @ApiProperty()
  readonly school!: string;

  @ApiProperty()
  readonly schoolName!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  readonly submission!: string | null;

  @ApiProperty({ enum: PHASES })
  readonly phase!: string;

  @ApiProperty({ type: String, nullable: true })
  readonly stage!: string | null;

  @ApiProperty({ type: 'integer' })
  readonly amountFen!: number;

  @ApiProperty({ type: [String] })
  readonly flags!: readonly string[];

  @ApiProperty()
  readonly held!: boolean;

  @ApiProperty()
  readonly objected!: boolean;

  @ApiProperty({ description: 'The clock of its deadline stands: returned, on hold, or objected to.' })
  readonly stopped!: boolean;

  @ApiProperty({ type: 'integer', nullable: true })
  readonly dueAt!: number | null;

  @ApiProperty({ type: 'integer' })
  readonly revision!: number;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty({ example: '994116********2806' })
  readonly idNumber!: string;
}

export class ApplicationsPageView extends PageOf(ApplicationRowView) {}

export class PersonalDataView {
  @ApiProperty()
  readonly kind!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Null where nothing is on file.' })
  readonly value!: string | null;
}
