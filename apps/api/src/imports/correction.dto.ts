import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsNotEmptyObject, IsOptional, IsString, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { CORRECTABLE_FIELDS, type CorrectableField } from '#domain';
import { ImportRowView } from './import.dto.js';

/** Cells as they stand in the roster, in full. */
export class RowCellsView {
  @ApiProperty({ type: 'integer' })
  readonly revision!: number;

  @ApiProperty({
    type: 'object',
    selfRequired: true,
    required: [...CORRECTABLE_FIELDS],
    properties: Object.fromEntries(CORRECTABLE_FIELDS.map((field) => [field, { type: 'string' }])),
  })
  readonly cells!: Readonly<Record<CorrectableField, string>>;
}

const LONGEST_CELL = 200;

function Cell(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ maxLength: LONGEST_CELL }),
    IsOptional(),
    IsString(),
    MaxLength(LONGEST_CELL),
  );
}

/** As somebody types them into the roster; what is left out stays as it is. */
export class CorrectedCellsDto implements Partial<Record<CorrectableField, string>> {
  @Cell()
  readonly name?: string;

  @Cell()
  readonly idNumber?: string;

  @Cell()
  readonly birthDate?: string;

  @Cell()
  readonly grade?: string;

  @Cell()
  readonly boarding?: string;

  @Cell()
  readonly category?: string;

  @Cell()
  readonly guardianName?: string;

  @Cell()
  readonly telephone?: string;

  @Cell()
  readonly bankName?: string;

  @Cell()
  readonly bankCard?: string;
}

export class RowRevisionDto {
  @ApiProperty({ type: 'integer', description: 'The revision of the row one has before one.' })
  @IsInt()
  @Min(0)
  @Max(32_767)
  readonly revision!: number;
}

export class CorrectRowDto extends RowRevisionDto {
  @ApiProperty({ type: CorrectedCellsDto })
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => CorrectedCellsDto)
  readonly cells!: CorrectedCellsDto;
}

export class CorrectedRowsView {
  @ApiProperty({ type: [ImportRowView], description: 'The row, and those judged anew with it that share a number.' })
  readonly rows!: readonly ImportRowView[];
}
