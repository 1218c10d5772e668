import { ApiProperty } from '@nestjs/swagger';
import { BothLanguages } from '../imports/import.dto.js';

export class PeriodView {
  @ApiProperty({ example: 20261 })
  readonly code!: number;

  @ApiProperty({ example: 2026 })
  readonly schoolYear!: number;

  @ApiProperty({ enum: [1, 2] })
  readonly semester!: number;

  @ApiProperty({ example: '2026-09-01' })
  readonly startsOn!: string;

  @ApiProperty({ example: '2027-01-31' })
  readonly endsOn!: string;
}

export class CodeView extends BothLanguages {
  @ApiProperty()
  readonly code!: string;
}

export class ProgrammeView {
  @ApiProperty({ example: 'preschool-aid' })
  readonly code!: string;

  @ApiProperty()
  readonly version!: number;

  @ApiProperty({ type: BothLanguages })
  readonly title!: BothLanguages;

  @ApiProperty({ type: [String] })
  readonly schoolStages!: readonly string[];

  @ApiProperty({ description: 'The regulation it carries out.' })
  readonly source!: string;

  @ApiProperty({ type: [CodeView], description: 'Stages of its route, in order.' })
  readonly stages!: readonly CodeView[];

  @ApiProperty({ type: [CodeView], description: 'What a rejection may give as its reason.' })
  readonly rejectReasons!: readonly CodeView[];

  @ApiProperty({ type: [CodeView], description: 'What a return may name.' })
  readonly correctableItems!: readonly CodeView[];
}

export class SnapshotView {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ enum: ['roll', 'registry', 'special'] })
  readonly kind!: string;

  @ApiProperty({ example: '2026-09-01', description: 'The day it is of.' })
  readonly takenOn!: string;

  @ApiProperty({ description: 'When it was loaded, epoch ms.' })
  readonly loadedAt!: number;

  @ApiProperty()
  readonly rows!: number;
}
