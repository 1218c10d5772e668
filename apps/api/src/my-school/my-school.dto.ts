import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { PHASES, type Phase, STANDINGS, type Standing } from '#domain';
import { SHOWN, type Shown } from '#persistence';
import { OptionalPeriod, PageOf, PageQuery } from '../http/page.dto.js';

export class MySchoolQuery {
  @OptionalPeriod()
  readonly period?: number;
}

export class ChildrenQuery extends PageQuery {
  @OptionalPeriod()
  readonly period?: number;

  @ApiProperty({ required: false, enum: SHOWN, description: 'Only those that this count is of.' })
  @IsOptional()
  @IsIn(SHOWN)
  readonly show?: Shown;

  @ApiProperty({ required: false, example: '四年级' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  readonly grade?: string;

  @ApiProperty({ required: false, example: '1班' })
  @IsOptional()
  @IsString()
  @Length(0, 40)
  readonly className?: string;
}

class ClassView {
  @ApiProperty({ description: 'Empty: on the roll of this school no longer.' })
  readonly grade!: string;

  @ApiProperty()
  readonly className!: string;

  @ApiProperty({ type: 'integer' })
  readonly children!: number;
}

class CountsView {
  @ApiProperty({ type: 'integer' })
  readonly all!: number;

  @ApiProperty({ type: 'integer', description: 'Prepared by the clerk, to be confirmed by the head.' })
  readonly 'to-confirm'!: number;

  @ApiProperty({ type: 'integer', description: 'Entitled by registry and roll, and nothing handed in.' })
  readonly missing!: number;

  @ApiProperty({ type: 'integer' })
  readonly returned!: number;

  @ApiProperty({ type: 'integer' })
  readonly paid!: number;
}

export class MySchoolView {
  @ApiProperty({ type: 'integer', description: 'The running one; 0 where the county has none yet.' })
  readonly period!: number;

  @ApiProperty({ type: CountsView, description: 'Of children, as `show` of their list narrows it.' })
  readonly counts!: CountsView;

  @ApiProperty({ type: [ClassView] })
  readonly classes!: readonly ClassView[];
}

class ReturnedBecauseView {
  @ApiProperty({ type: 'integer' })
  readonly at!: number;

  @ApiProperty()
  readonly by!: string;

  @ApiProperty()
  readonly office!: string;

  @ApiProperty({ type: [String], description: "Codes of the programme's correctable items." })
  readonly items!: readonly string[];

  @ApiProperty({ type: String, nullable: true })
  readonly opinion!: string | null;
}

class ApplicationOfChildView {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty()
  readonly programme!: string;

  @ApiProperty({ enum: PHASES })
  readonly phase!: Phase;

  @ApiProperty({ enum: STANDINGS, description: 'What that is to the school.' })
  readonly standing!: Standing;

  @ApiProperty({ type: String, nullable: true })
  readonly stage!: string | null;

  @ApiProperty({ type: 'integer' })
  readonly amountFen!: number;

  @ApiProperty({ type: 'integer', nullable: true })
  readonly dueAt!: number | null;

  @ApiProperty({ description: 'The clock stands still: on hold, an objection, or the school corrects.' })
  readonly stopped!: boolean;

  @ApiProperty({ type: ReturnedBecauseView, nullable: true })
  readonly returned!: ReturnedBecauseView | null;
}

export class ChildOfSchoolView {
  @ApiProperty({ format: 'uuid' })
  readonly person!: string;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty({ example: '994116********2806' })
  readonly idNumber!: string;

  @ApiProperty()
  readonly grade!: string;

  @ApiProperty()
  readonly className!: string;

  @ApiProperty({ description: "On this school's newest roll." })
  readonly enrolled!: boolean;

  @ApiProperty({ description: 'On the registry of poor households or the list of special children.' })
  readonly entitled!: boolean;

  @ApiProperty({ description: 'Entitled, and nothing handed in for it.' })
  readonly missing!: boolean;

  @ApiProperty({ type: [ApplicationOfChildView] })
  readonly applications!: readonly ApplicationOfChildView[];
}

export class ChildrenPageView extends PageOf(ChildOfSchoolView) {}
