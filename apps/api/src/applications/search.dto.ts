import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { PHASES, type Phase } from '#domain';

/** Exactly one of the two. In a body and not in an address: addresses are logged and kept by browsers. */
export class ChildSearchDto {
  @ApiProperty({ required: false, example: '王小', description: 'The beginning of the name, two characters at least.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  readonly name?: string;

  @ApiProperty({ required: false, description: 'The whole identity number.' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  readonly idNumber?: string;
}

class ApplicationFoundView {
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

  @ApiProperty({ enum: PHASES })
  readonly phase!: Phase;
}

class ChildFoundView {
  @ApiProperty({ format: 'uuid' })
  readonly person!: string;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty({ example: '994116********2806' })
  readonly idNumber!: string;

  @ApiProperty({ type: [ApplicationFoundView], description: 'Newest first.' })
  readonly applications!: readonly ApplicationFoundView[];
}

export class ChildrenFoundView {
  @ApiProperty({ type: [ChildFoundView] })
  readonly items!: ChildFoundView[];

  @ApiProperty({ description: 'There are more than are shown: type more of the name.' })
  readonly more!: boolean;
}
