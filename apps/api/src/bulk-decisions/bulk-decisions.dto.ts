import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { BULK_LIMIT } from '#domain';
import { IsQueryBoolean, PageOf, PageQuery } from '../http/page.dto.js';
import { RefusalView } from '../problems/refusal.view.js';

const COMMANDS = ['approve', 'return', 'reject'] as const;
const LONGEST_TEXT = 2_000;

export class SelectedApplicationDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  readonly id!: string;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'As you saw it: if it has moved on, this one is refused.' })
  @IsInt()
  @Min(1)
  readonly revision!: number;
}

/** Either `applications`, or `submissionId`. */
export class SelectionDto {
  @ApiProperty({ type: [SelectedApplicationDto], required: false, maxItems: BULK_LIMIT })
  @ValidateIf((selection: SelectionDto) => selection.submissionId === undefined || selection.applications !== undefined)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(BULK_LIMIT)
  @ValidateNested({ each: true })
  @Type(() => SelectedApplicationDto)
  readonly applications?: SelectedApplicationDto[];

  @ApiProperty({
    format: 'uuid',
    required: false,
    description: "Your seat's open tasks of this submission, as they are now.",
  })
  @IsOptional()
  @IsUUID()
  readonly submissionId?: string;

  @ApiProperty({
    required: false,
    default: false,
    description: 'Leave out what must be looked at one by one; only with `submissionId`.',
  })
  @IsOptional()
  @IsBoolean()
  readonly unflaggedOnly?: boolean;
}

export class BulkDecisionDto {
  @ApiProperty({ enum: COMMANDS })
  @IsIn(COMMANDS)
  readonly command!: (typeof COMMANDS)[number];

  @ApiProperty({
    type: [String],
    required: false,
    description: 'With `return`: codes of what the schools are to correct.',
  })
  @ValidateIf(({ command, items }: BulkDecisionDto) => command === 'return' || items !== undefined)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 100, { each: true })
  readonly items?: string[];

  @ApiProperty({ required: false, description: "With `reject`: a code from the programme's reasons." })
  @ValidateIf(({ command, reason }: BulkDecisionDto) => command === 'reject' || reason !== undefined)
  @IsString()
  @Length(1, 100)
  readonly reason?: string;

  @ApiProperty({
    required: false,
    maxLength: LONGEST_TEXT,
    description: 'Your opinion (意见), recorded on each application.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_TEXT)
  readonly opinion?: string;

  @ApiProperty({ type: SelectionDto })
  @IsObject()
  @ValidateNested()
  @Type(() => SelectionDto)
  readonly selection!: SelectionDto;

  @ApiProperty({ required: false, default: false, description: 'Say what would happen to each, and change nothing.' })
  @IsOptional()
  @IsBoolean()
  readonly preview?: boolean;
}

export class BulkItemsQuery extends PageQuery {
  @ApiProperty({ required: false, type: Boolean, description: 'Only those that were refused.' })
  @IsOptional()
  @IsQueryBoolean()
  readonly refused?: boolean;
}

export class LastPeriodView {
  @ApiProperty({ type: 'integer', description: 'How many of these children applied then, under the same programme.' })
  readonly children!: number;

  @ApiProperty({ type: 'integer', description: 'What they applied for then.' })
  readonly totalFen!: number;
}

/** How far a bulk decision is. */
export class BulkView {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ enum: COMMANDS })
  readonly command!: string;

  @ApiProperty({ description: 'Nothing is changed: `accepted` counts what would be.' })
  readonly preview!: boolean;

  @ApiProperty({ enum: ['running', 'done'] })
  readonly state!: string;

  @ApiProperty({ type: 'integer', description: 'When it was asked for, epoch ms.' })
  readonly at!: number;

  @ApiProperty({ type: 'integer' })
  readonly total!: number;

  @ApiProperty({ type: 'integer', description: 'Of all that were selected and lie in your jurisdiction.' })
  readonly totalFen!: number;

  @ApiProperty({ type: 'integer', description: 'Decided so far, accepted or refused.' })
  readonly done!: number;

  @ApiProperty({ type: 'integer' })
  readonly accepted!: number;

  @ApiProperty({ type: 'integer' })
  readonly acceptedFen!: number;

  @ApiProperty({ type: 'integer' })
  readonly refused!: number;

  @ApiProperty({ description: 'SHA-256 over the sorted `id:revision` lines: what exactly was decided on.' })
  readonly selection!: string;

  @ApiProperty({
    type: LastPeriodView,
    nullable: true,
    description: 'Of a preview that is done: what the accepted are to be compared with.',
  })
  readonly lastPeriod!: LastPeriodView | null;
}

export class BulkItemView {
  @ApiProperty({ format: 'uuid' })
  readonly application!: string;

  @ApiProperty({ type: String, nullable: true, description: "The child's; null where it is not yours to see." })
  readonly name!: string | null;

  @ApiProperty({ type: 'integer' })
  readonly revision!: number;

  @ApiProperty({ type: 'integer' })
  readonly amountFen!: number;

  @ApiProperty({ enum: ['pending', 'accepted', 'refused'] })
  readonly result!: 'pending' | 'accepted' | 'refused';

  @ApiProperty({ type: RefusalView, nullable: true })
  readonly refusal!: RefusalView | null;
}

export class BulkItemsView extends PageOf(BulkItemView) {}
