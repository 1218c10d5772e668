import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { IsPeriod } from '../http/page.dto.js';
import { PageDto } from '../submissions/submission.dto.js';

export class ListStudentsDto extends PageDto {
  @ApiPropertyOptional({ description: "A school's code." })
  @IsOptional()
  @IsString()
  @Length(1, 30)
  readonly school?: string;

  @ApiPropertyOptional({ example: 20261, description: 'By default the period that is running.' })
  @IsOptional()
  @IsPeriod()
  readonly period?: number;

  @ApiPropertyOptional({ description: 'Only those who are entitled and not applied for (应助未助).' })
  @IsOptional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  readonly missing?: boolean;
}

export class StudentIdDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  readonly id!: string;
}

export class StudentView {
  @ApiProperty({ format: 'uuid' })
  readonly personId!: string;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty({ description: 'Masked.' })
  readonly idNumber!: string;

  @ApiProperty()
  readonly school!: string;

  @ApiProperty({ enum: ['preschool', 'primary', 'junior'] })
  readonly schoolStage!: string;

  @ApiProperty()
  readonly grade!: string;

  @ApiProperty()
  readonly className!: string;

  @ApiProperty()
  readonly boarding!: boolean;

  @ApiProperty({ description: 'On the registry of poor households or the list of special children.' })
  readonly entitled!: boolean;

  @ApiProperty({ type: [String], description: 'Programmes with a live application in the period.' })
  readonly appliedFor!: readonly string[];
}

export class IdNumberView {
  @ApiProperty()
  readonly idNumber!: string;
}
