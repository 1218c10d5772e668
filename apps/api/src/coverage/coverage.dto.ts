import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { COVERAGE_KINDS, type CoverageKind } from '#domain';
import { OptionalPeriod, PageOf, PageQuery } from '../http/page.dto.js';
import { BothLanguages } from '../imports/import.dto.js';
import { RefusalView } from '../problems/refusal.view.js';

/** What a list can be narrowed to: one kind, all that are missing, or everybody entitled. */
export const COVERAGE_FILTERS = [...COVERAGE_KINDS, 'missing', 'entitled'] as const;
export type CoverageFilter = (typeof COVERAGE_FILTERS)[number];

const OFFICE = { required: false, description: 'A county, township or school of your jurisdiction; by default yours.' };
export class CoverageQuery {
  @ApiProperty(OFFICE)
  @IsOptional()
  @IsString()
  @Length(1, 40)
  readonly office?: string;

  @OptionalPeriod()
  readonly period?: number;
}

export class CoveredChildrenQuery extends PageQuery {
  @ApiProperty(OFFICE)
  @IsOptional()
  @IsString()
  @Length(1, 40)
  readonly office?: string;

  @OptionalPeriod()
  readonly period?: number;

  @ApiProperty({ example: 'compulsory-living' })
  @IsString()
  @Length(1, 100)
  readonly programme!: string;

  @ApiProperty({ required: false, enum: COVERAGE_FILTERS, default: 'missing' })
  @IsOptional()
  @IsIn(COVERAGE_FILTERS)
  readonly show?: CoverageFilter;
}

export class CoverageOfficeView {
  @ApiProperty()
  readonly code!: string;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty({ enum: ['county', 'township', 'school'] })
  readonly level!: string;
}

export class CoverageCountsView {
  @ApiProperty({ type: 'integer', description: 'All of the following together (应助).' })
  readonly entitled!: number;

  @ApiProperty({ type: 'integer', description: 'Handed in and under way.' })
  readonly applied!: number;

  @ApiProperty({ type: 'integer', description: 'Approved by all levels, not paid yet.' })
  readonly approved!: number;

  @ApiProperty({ type: 'integer' })
  readonly paid!: number;

  @ApiProperty({ type: 'integer', description: '未上报' })
  readonly 'not-handed-in'!: number;

  @ApiProperty({ type: 'integer', description: '已报未通过' })
  readonly refused!: number;

  @ApiProperty({ type: 'integer', description: '待核实: registered, of school age, on no roll here.' })
  readonly 'to-verify'!: number;
}

export class CoverageOfOfficeView {
  @ApiProperty({ type: CoverageOfficeView, nullable: true, description: 'Null: children on no roll.' })
  readonly office!: CoverageOfficeView | null;

  @ApiProperty({ type: CoverageCountsView })
  readonly counts!: CoverageCountsView;
}

export class CoverageOfProgrammeView {
  @ApiProperty()
  readonly programme!: string;

  @ApiProperty({ type: BothLanguages })
  readonly title!: BothLanguages;

  @ApiProperty({ type: CoverageCountsView })
  readonly counts!: CoverageCountsView;

  @ApiProperty({ type: [CoverageOfOfficeView], description: 'The offices right below, where somebody is entitled.' })
  readonly offices!: readonly CoverageOfOfficeView[];
}

export class RegistersView {
  @ApiProperty({ type: String, nullable: true, example: '2026-09-01' })
  readonly roll!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '2026-09-01' })
  readonly registry!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '2026-09-01' })
  readonly special!: string | null;
}

export class CoverageView {
  @ApiProperty({ type: 'integer' })
  readonly period!: number;

  @ApiProperty({ type: [CoverageOfficeView], description: 'From your office down to the one that is shown.' })
  readonly path!: readonly CoverageOfficeView[];

  @ApiProperty({ type: RegistersView, description: 'The day each register is of; null where none is loaded.' })
  readonly registers!: RegistersView;

  @ApiProperty({ type: [CoverageOfProgrammeView] })
  readonly programmes!: readonly CoverageOfProgrammeView[];
}

export class CoveredChildView {
  @ApiProperty({ format: 'uuid' })
  readonly person!: string;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty({ example: '994116********2806' })
  readonly idNumber!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Null: on no roll here.' })
  readonly school!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly schoolName!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Of the household, for a child on no roll.' })
  readonly township!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly townshipName!: string | null;

  @ApiProperty({ enum: ['preschool', 'primary', 'junior'], description: 'On no roll: the stage of its age.' })
  readonly stage!: string;

  @ApiProperty({ type: String, nullable: true })
  readonly grade!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly className!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Only of a child on no roll, who has to be found.' })
  readonly birthDate!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Only of a child on no roll.' })
  readonly householdNo!: string | null;

  @ApiProperty({ enum: COVERAGE_KINDS })
  readonly kind!: CoverageKind;

  @ApiProperty({
    type: String,
    nullable: true,
    description: "`draft`, `withdrawn`, `rejected` or a roster row's fault.",
  })
  readonly reason!: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  readonly application!: string | null;

  @ApiProperty({ description: "You are its school's clerk and may begin a draft for it." })
  readonly mayBegin!: boolean;

  @ApiProperty({ description: "A draft of it needs the household's card." })
  readonly needsCard!: boolean;
}

export class CoveredChildrenView extends PageOf(CoveredChildView) {}

const LONGEST_NUMBER = 40;

export class EnteredChildDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  readonly person!: string;

  @ApiProperty({ required: false, maxLength: LONGEST_NUMBER, description: "The household's bank card." })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_NUMBER)
  readonly card?: string;

  @ApiProperty({ required: false, maxLength: 100, description: "The bank's name; goes with a card." })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  readonly bank?: string;

  @ApiProperty({ maxLength: LONGEST_NUMBER })
  @IsString()
  @MaxLength(LONGEST_NUMBER)
  readonly telephone!: string;
}

export const MOST_CHILDREN_AT_ONCE = 100;

export class BeginDraftsDto {
  @ApiProperty({ example: 'compulsory-living' })
  @IsString()
  @Length(1, 100)
  readonly programmeCode!: string;

  @ApiProperty({ type: 'integer', example: 20261 })
  @IsInt()
  @Min(10_000)
  @Max(99_999)
  readonly period!: number;

  @ApiProperty({ type: [EnteredChildDto], minItems: 1, maxItems: MOST_CHILDREN_AT_ONCE })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_CHILDREN_AT_ONCE)
  @ValidateNested({ each: true })
  @Type(() => EnteredChildDto)
  readonly children!: EnteredChildDto[];
}

export class BegunDraftView {
  @ApiProperty({ format: 'uuid' })
  readonly person!: string;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  readonly application!: string | null;

  @ApiProperty({ type: RefusalView, nullable: true, description: 'Why there is no draft.' })
  readonly refusal!: RefusalView | null;
}

export class BegunDraftsView {
  @ApiProperty({ type: [BegunDraftView] })
  readonly items!: readonly BegunDraftView[];
}
