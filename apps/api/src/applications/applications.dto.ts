import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length, MaxLength } from 'class-validator';
import { PHASES, type Phase } from '#domain';
import { PERSONAL_KINDS, type PersonalKind } from '#persistence';
import { IsPeriod, PageQuery } from '../http/page.dto.js';

export class ApplicationsQuery extends PageQuery {
  @ApiProperty({ required: false, type: 'integer', example: 20261 })
  @IsOptional()
  @IsPeriod()
  readonly period?: number;

  @ApiProperty({ required: false })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  readonly programme?: string;

  @ApiProperty({ required: false, description: "The school's code." })
  @IsOptional()
  @IsString()
  @Length(1, 40)
  readonly school?: string;

  @ApiProperty({ required: false, enum: PHASES })
  @IsOptional()
  @IsIn(PHASES)
  readonly phase?: Phase;

  @ApiProperty({ required: false, format: 'uuid' })
  @IsOptional()
  @IsUUID()
  readonly submission?: string;
}

export class PersonalDataDto {
  @ApiProperty({ enum: PERSONAL_KINDS })
  @IsIn(PERSONAL_KINDS)
  readonly kind!: PersonalKind;

  @ApiProperty({ required: false, maxLength: 500, description: 'What it is needed for; kept with the record.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  readonly reason?: string;
}
