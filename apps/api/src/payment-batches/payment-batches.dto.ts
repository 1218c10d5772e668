import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Length, Max, Min, ValidateBy, ValidateNested } from 'class-validator';
import { type LineState, readBankCard } from '#domain';
import { PageQuery } from '../http/page.dto.js';

export const LINE_STATES = ['pending', 'paid', 'failed', 'unknown'] as const satisfies readonly LineState[];

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

/** A card number as people write it, blanks and hyphens included, that passes its check digit. */
const IsBankCard = () =>
  ValidateBy({
    name: 'isBankCard',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && readBankCard(value).kind === 'card',
      defaultMessage: () => '$property is not a valid card number',
    },
  });

export class AccountDto {
  @ApiProperty({ description: 'The card number; its check digit is checked.' })
  @IsString()
  @Length(13, 40)
  @IsBankCard()
  readonly number!: string;

  @ApiProperty({ example: '农村信用社' })
  @IsString()
  @Length(2, 60)
  readonly bank!: string;
}

export class ReissueLineDto {
  @ApiPropertyOptional({ type: AccountDto, description: "The household's corrected account." })
  @IsOptional()
  @ValidateNested()
  @Type(() => AccountDto)
  readonly account?: AccountDto;
}

export class LinesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: LINE_STATES })
  @IsOptional()
  @IsIn(LINE_STATES)
  readonly state?: LineState;
}
