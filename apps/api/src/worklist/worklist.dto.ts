import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { IsInstant, IsQueryBoolean, PageOf, PageQuery } from '../http/page.dto.js';

const BARRED = ['exclude', 'include', 'only'] as const;

export class WorklistQuery extends PageQuery {
  @ApiProperty({
    required: false,
    format: 'uuid',
    description: 'One of your posts; otherwise the tasks of all of them.',
  })
  @IsOptional()
  @IsUUID()
  readonly post?: string;

  @ApiProperty({ required: false, example: 'township-review' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  readonly stage?: string;

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

  @ApiProperty({ required: false, format: 'uuid' })
  @IsOptional()
  @IsUUID()
  readonly submission?: string;

  @ApiProperty({
    required: false,
    type: Boolean,
    description: 'Only those that must be looked at, or only the others.',
  })
  @IsOptional()
  @IsQueryBoolean()
  readonly flagged?: boolean;

  @ApiProperty({ required: false, type: 'integer', description: 'Due before this moment, epoch ms.' })
  @IsOptional()
  @IsInstant()
  readonly dueBefore?: number;

  @ApiProperty({
    required: false,
    enum: BARRED,
    default: 'exclude',
    description: 'What four eyes keeps from you: left out, listed as well, or listed alone.',
  })
  @IsOptional()
  @IsIn(BARRED)
  readonly barred?: (typeof BARRED)[number];
}

export class TaskView {
  @ApiProperty({ format: 'uuid' })
  readonly application!: string;

  @ApiProperty({ type: 'integer' })
  readonly visit!: number;

  @ApiProperty()
  readonly stage!: string;

  @ApiProperty({ description: 'The seat it is addressed to: act in that post.' })
  readonly office!: string;

  @ApiProperty()
  readonly role!: string;

  @ApiProperty()
  readonly programme!: string;

  @ApiProperty({ type: 'integer' })
  readonly period!: number;

  @ApiProperty()
  readonly school!: string;

  @ApiProperty()
  readonly schoolName!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  readonly submission!: string | null;

  @ApiProperty({ type: 'integer' })
  readonly amountFen!: number;

  @ApiProperty()
  readonly flagged!: boolean;

  @ApiProperty({ type: [String] })
  readonly flags!: readonly string[];

  @ApiProperty({ description: 'The clock stands still: on hold, or an objection.' })
  readonly stopped!: boolean;

  @ApiProperty({ type: 'integer', nullable: true })
  readonly dueAt!: number | null;

  @ApiProperty({ description: 'You acted at another stage of it and may not take it.' })
  readonly barred!: boolean;

  @ApiProperty({ type: 'integer', description: 'Send it with a decision.' })
  readonly revision!: number;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty({ example: '994116********2806' })
  readonly idNumber!: string;
}

export class WorklistPageView extends PageOf(TaskView) {}

export class DifferenceView {
  @ApiProperty({ type: 'integer', description: 'Children more, or fewer.' })
  readonly count!: number;

  @ApiProperty({ type: 'integer' })
  readonly totalFen!: number;
}

export class SubmissionGroupView {
  @ApiProperty({ format: 'uuid' })
  readonly submission!: string;

  @ApiProperty({ type: 'integer' })
  readonly number!: number;

  @ApiProperty()
  readonly school!: string;

  @ApiProperty()
  readonly schoolName!: string;

  @ApiProperty()
  readonly programme!: string;

  @ApiProperty({ type: 'integer' })
  readonly period!: number;

  @ApiProperty()
  readonly stage!: string;

  @ApiProperty()
  readonly office!: string;

  @ApiProperty()
  readonly role!: string;

  @ApiProperty({ type: 'integer' })
  readonly count!: number;

  @ApiProperty({ type: 'integer' })
  readonly flagged!: number;

  @ApiProperty({ type: 'integer' })
  readonly late!: number;

  @ApiProperty({ type: 'integer' })
  readonly totalFen!: number;

  @ApiProperty({ type: 'integer', nullable: true, description: 'The earliest deadline among them.' })
  readonly dueAt!: number | null;

  @ApiProperty({
    type: DifferenceView,
    nullable: true,
    description:
      'All the school handed in up to this submission, less what it handed in for the period before; null: nothing then.',
  })
  readonly differenceToLastPeriod!: DifferenceView | null;
}

export class WorklistGroupsView extends PageOf(SubmissionGroupView) {}

export class StageCountView {
  @ApiProperty()
  readonly stage!: string;

  @ApiProperty()
  readonly office!: string;

  @ApiProperty()
  readonly role!: string;

  @ApiProperty({ type: 'integer', description: 'Counted up to 1000.' })
  readonly count!: number;

  @ApiProperty({ example: '999+' })
  readonly shown!: string;
}

export class WorklistCountsView {
  @ApiProperty({ type: [StageCountView] })
  readonly items!: StageCountView[];
}
