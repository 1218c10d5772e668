import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { PHASES, SUBMISSION_COMMANDS, SUBMISSION_PHASES, type SubmissionCommand, type SubmissionPhase } from '#domain';
import { IsPeriod, PageOf, PageQuery } from '../http/page.dto.js';

export class PrepareSubmissionDto {
  @ApiProperty({ example: 'preschool-aid' })
  @IsString()
  @Length(1, 100)
  readonly programmeCode!: string;

  @ApiProperty({ example: 20261 })
  @IsInt()
  @Min(20001)
  @Max(20992)
  readonly period!: number;

  @ApiPropertyOptional({ description: 'Answer what would happen, and do nothing.' })
  @IsOptional()
  @IsBoolean()
  readonly preview?: boolean;
}

export class ConfirmSubmissionDto {
  @ApiProperty({ example: '2026-09-10', description: "The day of the school's review meeting." })
  @Matches(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
  readonly meetingOn!: string;

  @ApiProperty({
    type: [String],
    example: ['罗建国', '沈慧'],
    description: 'Names of the members of the review meeting (评审小组).',
  })
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @Length(1, 100, { each: true })
  readonly members!: string[];
}

export class SendBackSubmissionDto {
  @ApiProperty()
  @IsString()
  @Length(1, 2_000)
  readonly reason!: string;
}

export class SubmissionIdDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  readonly id!: string;
}

export class SubmissionsQuery extends PageQuery {
  @ApiPropertyOptional({ example: 20261 })
  @IsOptional()
  @IsPeriod()
  readonly period?: number;

  @ApiPropertyOptional({ example: 'preschool-aid' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  readonly programme?: string;

  @ApiPropertyOptional({ enum: SUBMISSION_PHASES })
  @IsOptional()
  @IsIn(SUBMISSION_PHASES)
  readonly phase?: string;

  @ApiPropertyOptional({ description: "A school's code." })
  @IsOptional()
  @IsString()
  @Length(1, 30)
  readonly school?: string;
}

export class SubmissionViewDto {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ example: 20261 })
  readonly period!: number;

  @ApiProperty({ example: 'preschool-aid' })
  readonly programme!: string;

  @ApiProperty()
  readonly school!: string;

  @ApiProperty()
  readonly schoolName!: string;

  @ApiProperty({ nullable: true, type: String })
  readonly township!: string | null;

  @ApiProperty({ description: '1 is the one the school owes.' })
  readonly number!: number;

  @ApiProperty({ enum: SUBMISSION_PHASES })
  readonly phase!: SubmissionPhase;

  @ApiProperty()
  readonly count!: number;

  @ApiProperty()
  readonly totalFen!: number;

  @ApiProperty({ nullable: true, type: Number, description: 'Until when the school should hand in, epoch ms.' })
  readonly dueAt!: number | null;

  @ApiProperty({ description: 'Applications a reviewer must look at.' })
  readonly flagged!: number;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'number' }, description: 'Applications by phase.' })
  readonly phases!: Readonly<Record<string, number>>;

  @ApiProperty({ nullable: true, type: Number, description: 'Children more or fewer than in the period before.' })
  readonly differenceToLastPeriod!: number | null;

  @ApiProperty()
  readonly revision!: number;

  @ApiProperty({ enum: SUBMISSION_COMMANDS, isArray: true, description: 'Exactly what you may do now.' })
  readonly availableCommands!: readonly SubmissionCommand['type'][];
}

export class LeftOutView {
  @ApiProperty({ format: 'uuid' })
  readonly application!: string;

  @ApiProperty({ example: 'APPLICATION.CARD_MISSING' })
  readonly code!: string;

  @ApiProperty()
  readonly zh!: string;

  @ApiProperty()
  readonly en!: string;
}

export class PreparedSubmissionView {
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'Null in a preview.' })
  readonly id!: string | null;

  @ApiProperty()
  readonly number!: number;

  @ApiProperty()
  readonly count!: number;

  @ApiProperty()
  readonly totalFen!: number;

  @ApiProperty({ type: [LeftOutView], description: 'Drafts that could not go along, each with its reason.' })
  readonly leftOut!: readonly LeftOutView[];
}

export class SubmittedApplicationView {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty()
  readonly phase!: string;

  @ApiProperty({ nullable: true, type: String })
  readonly stage!: string | null;

  @ApiProperty()
  readonly amountFen!: number;

  @ApiProperty({ type: [String] })
  readonly flags!: readonly string[];
}

export class SubmissionsPageView extends PageOf(SubmissionViewDto) {}

export class SubmittedApplicationsPageView extends PageOf(SubmittedApplicationView) {}

export class ChildOnRosterView {
  @ApiProperty({ format: 'uuid', description: 'The application.' })
  readonly id!: string;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty({ type: String, nullable: true })
  readonly sex!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '994116********2806' })
  readonly idNumber!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly grade!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'By the school roll it was checked against.' })
  readonly className!: string | null;

  @ApiProperty()
  readonly boarding!: boolean;

  @ApiProperty({ type: String, nullable: true })
  readonly householdType!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly specialCategory!: string | null;

  @ApiProperty()
  readonly amountFen!: number;

  @ApiProperty({ enum: PHASES })
  readonly phase!: string;
}
