import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { BATCH_PHASES, type LineState } from '#domain';

const LINE_STATES = ['pending', 'paid', 'failed', 'unknown'] as const satisfies readonly LineState[];

export class CreatePaymentBatchDto {
  @ApiProperty({ example: 'preschool-aid' })
  @IsString()
  @Length(1, 100)
  readonly programmeCode!: string;

  @ApiProperty({ example: 20261, description: 'School year and semester: 20261 is autumn 2026.' })
  @IsInt()
  @Min(10_000)
  @Max(99_999)
  readonly period!: number;
}

export class ReleasePaymentBatchDto {
  @ApiProperty({ description: 'The total you saw, in fen. Refused when the batch holds another.' })
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly totalFen!: number;
}

export class CancelPaymentBatchDto {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @Length(1, 500)
  readonly reason?: string;
}

export class BatchPageDto {
  @ApiPropertyOptional({ format: 'uuid', description: 'Id of the last batch of the page before.' })
  @IsOptional()
  @IsUUID()
  readonly before?: string;

  @ApiPropertyOptional({ default: 20 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  readonly limit?: number;
}

export class LinePageDto {
  @ApiPropertyOptional({ enum: LINE_STATES })
  @IsOptional()
  @IsIn(LINE_STATES)
  readonly state?: LineState;

  @ApiPropertyOptional({ description: 'Number of the last line of the page before.' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  readonly after?: number;

  @ApiPropertyOptional({ default: 100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  readonly limit?: number;
}

export class BatchStepView {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty()
  readonly version!: number;
}

export class BatchView {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty()
  readonly programme!: string;

  @ApiProperty()
  readonly period!: number;

  @ApiProperty({ enum: BATCH_PHASES })
  readonly phase!: string;

  @ApiProperty()
  readonly count!: number;

  @ApiProperty()
  readonly totalFen!: number;

  @ApiProperty()
  readonly createdByName!: string;
}

export class ReturnTakenView {
  @ApiProperty()
  readonly bank!: string;

  @ApiProperty()
  readonly paid!: number;

  @ApiProperty()
  readonly failed!: number;

  @ApiProperty({ description: 'Lines without a clear answer: they wait for another file and are not sent again.' })
  readonly unknown!: number;
}

export class BatchPreviewView {
  @ApiProperty()
  readonly count!: number;

  @ApiProperty()
  readonly totalFen!: number;
}
