import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { BATCH_PHASES, type BatchPhase, type LineState, RETURN_REASONS, readBankCard } from '#domain';

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

  @ApiProperty({ description: 'Code of the county that pays.' })
  readonly office!: string;

  @ApiProperty({ enum: BATCH_PHASES })
  readonly phase!: BatchPhase;

  @ApiProperty({ description: 'Applications; 0 until they have been counted.' })
  readonly count!: number;

  @ApiProperty()
  readonly totalFen!: number;

  @ApiProperty({ format: 'uuid' })
  readonly createdBy!: string;

  @ApiProperty()
  readonly createdByName!: string;

  @ApiProperty()
  readonly version!: number;

  @ApiProperty()
  readonly lastAt!: number;
}

export class BatchSchoolView {
  @ApiProperty()
  readonly school!: string;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty()
  readonly children!: number;

  @ApiProperty()
  readonly totalFen!: number;
}

export class BatchBankView {
  @ApiProperty()
  readonly bank!: string;

  @ApiProperty()
  readonly lines!: number;

  @ApiProperty()
  readonly totalFen!: number;

  @ApiProperty()
  readonly paid!: number;

  @ApiProperty()
  readonly failed!: number;

  @ApiProperty({ description: 'The bank answered, but not clearly.' })
  readonly unknown!: number;

  @ApiProperty({ description: 'The bank has not answered yet.' })
  readonly pending!: number;

  @ApiProperty({ description: "The file's name." })
  readonly file!: string;

  @ApiProperty()
  readonly sha256!: string;
}

export class RejectionView {
  @ApiProperty({ example: 'APPLICATION.NOT_ENROLLED' })
  readonly code!: string;

  @ApiProperty({ type: Object, required: false })
  readonly params?: object;
}

export class PreviewExclusionView {
  @ApiProperty({ format: 'uuid' })
  readonly application!: string;

  @ApiProperty({ type: RejectionView })
  readonly rejection!: RejectionView;
}

export class ExclusionView extends PreviewExclusionView {
  @ApiProperty()
  readonly name!: string;

  @ApiProperty()
  readonly school!: string;
}

export class BatchDetailView extends BatchView {
  @ApiProperty({ type: [BatchSchoolView] })
  readonly schools!: readonly BatchSchoolView[];

  @ApiProperty({ type: [BatchBankView], description: 'Empty until the files are written.' })
  readonly banks!: readonly BatchBankView[];

  @ApiProperty({ type: [ExclusionView], description: 'What waited for payment and was left out.' })
  readonly excluded!: readonly ExclusionView[];

  @ApiProperty({ type: [String], example: ['ReleasePaymentBatch', 'CancelPaymentBatch'] })
  readonly commands!: readonly string[];
}

export class BatchLineView {
  @ApiProperty({ description: 'From 1 over the whole batch.' })
  readonly lineNo!: number;

  @ApiProperty()
  readonly bank!: string;

  @ApiProperty({ enum: ['household-card', 'school-account'] })
  readonly payee!: string;

  @ApiProperty({ description: 'The school, or the child (the first of siblings on one card).' })
  readonly name!: string;

  @ApiProperty({ description: 'As it was sent, masked.' })
  readonly account!: string;

  @ApiProperty()
  readonly school!: string;

  @ApiProperty({ description: 'Children whose money the line carries.' })
  readonly children!: number;

  @ApiProperty()
  readonly amountFen!: number;

  @ApiProperty({ enum: LINE_STATES })
  readonly state!: LineState;

  @ApiProperty({
    type: String,
    nullable: true,
    description: `Why the bank sent it back: ${[...Object.keys(RETURN_REASONS), 'other'].join(', ')}.`,
  })
  readonly reason!: string | null;
}

export class ReturnTakenView {
  @ApiProperty()
  readonly bank!: string;

  @ApiProperty({ description: 'Lines of that bank that are paid with this file; so for the others.' })
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

  @ApiProperty({ type: [PreviewExclusionView] })
  readonly excluded!: readonly PreviewExclusionView[];
}

export class ReissuedView {
  @ApiProperty({ type: [String], format: 'uuid' })
  readonly applications!: readonly string[];
}
