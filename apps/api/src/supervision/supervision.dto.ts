import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { ROLES, type Role, SUBMISSION_PHASES, type SubmissionPhase } from '#domain';
import { DUE, type Due } from '#persistence';
import { OptionalPeriod, PageOf, PageQuery } from '../http/page.dto.js';

export class OwingSchoolsQuery extends PageQuery {
  @OptionalPeriod()
  readonly period?: number;
}

class SeatQuery extends PageQuery {
  @ApiProperty({ required: false, description: 'Only of this office of your subtree.' })
  @IsOptional()
  @IsString()
  @Length(1, 40)
  readonly office?: string;

  @ApiProperty({ required: false, enum: ROLES })
  @IsOptional()
  @IsIn(ROLES)
  readonly role?: Role;
}

export class RemindersQuery extends SeatQuery {}

export class WatchedTasksQuery extends SeatQuery {
  @ApiProperty({ required: false, enum: DUE, default: 'open' })
  @IsOptional()
  @IsIn(DUE)
  readonly due?: Due;

  @ApiProperty({ required: false, format: 'uuid', description: 'Only what this member of staff may take.' })
  @IsOptional()
  @IsUUID()
  readonly person?: string;
}

/** What every figure is: exact below the cap. */
export class CappedView {
  @ApiProperty({ type: 'integer', description: 'Counted up to 1000.' })
  readonly count!: number;

  @ApiProperty({ example: '999+' })
  readonly shown!: string;
}

class ByDueView {
  @ApiProperty({ type: CappedView })
  readonly late!: CappedView;

  @ApiProperty({ type: CappedView, description: 'Due today or on the next working day.' })
  readonly soon!: CappedView;

  @ApiProperty({ type: CappedView })
  readonly open!: CappedView;
}

class SeatFiguresView extends ByDueView {
  @ApiProperty()
  readonly office!: string;

  @ApiProperty()
  readonly officeName!: string;

  @ApiProperty({ enum: ROLES })
  readonly role!: Role;

  @ApiProperty({ type: CappedView })
  readonly reminders!: CappedView;
}

class PersonFiguresView extends ByDueView {
  @ApiProperty({ format: 'uuid' })
  readonly person!: string;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty()
  readonly office!: string;

  @ApiProperty()
  readonly officeName!: string;

  @ApiProperty({ enum: ROLES })
  readonly role!: Role;

  @ApiProperty({ type: CappedView, description: 'Decisions given in this seat between `from` and `to`.' })
  readonly decided!: CappedView;
}

class SchoolsCountView {
  @ApiProperty({ type: 'integer' })
  readonly count!: number;

  @ApiProperty({ type: 'integer', description: 'Of these, whose deadline has passed.' })
  readonly late!: number;
}

export class SupervisionView extends ByDueView {
  @ApiProperty({ type: 'integer', description: 'The running one; 0 where the county has none yet.' })
  readonly period!: number;

  @ApiProperty({ format: 'date', description: 'First day that reminders and decisions are counted from.' })
  readonly from!: string;

  @ApiProperty({ format: 'date', description: 'Today.' })
  readonly to!: string;

  @ApiProperty({ type: SchoolsCountView, description: 'Schools that have not handed in.' })
  readonly schools!: SchoolsCountView;

  @ApiProperty({ type: CappedView })
  readonly reminders!: CappedView;

  @ApiProperty({ type: [SeatFiguresView] })
  readonly seats!: readonly SeatFiguresView[];

  @ApiProperty({ type: [PersonFiguresView] })
  readonly persons!: readonly PersonFiguresView[];
}

class OwedSubmissionView {
  @ApiProperty({ format: 'uuid' })
  readonly submission!: string;

  @ApiProperty()
  readonly programme!: string;

  @ApiProperty({ enum: SUBMISSION_PHASES })
  readonly phase!: SubmissionPhase;

  @ApiProperty({ type: 'integer', nullable: true })
  readonly dueAt!: number | null;

  @ApiProperty({ type: 'integer', description: 'Children the clerk has prepared.' })
  readonly count!: number;

  @ApiProperty({ type: 'integer' })
  readonly reminded!: number;
}

class OwingSchoolView {
  @ApiProperty()
  readonly school!: string;

  @ApiProperty()
  readonly schoolName!: string;

  @ApiProperty({ type: String, nullable: true })
  readonly township!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly townshipName!: string | null;

  @ApiProperty({ type: [OwedSubmissionView] })
  readonly owed!: readonly OwedSubmissionView[];
}

export class OwingSchoolsPageView extends PageOf(OwingSchoolView) {}

class WatchedTaskView {
  @ApiProperty({ format: 'uuid' })
  readonly application!: string;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty()
  readonly school!: string;

  @ApiProperty()
  readonly schoolName!: string;

  @ApiProperty()
  readonly programme!: string;

  @ApiProperty()
  readonly stage!: string;

  @ApiProperty()
  readonly office!: string;

  @ApiProperty()
  readonly officeName!: string;

  @ApiProperty({ enum: ROLES })
  readonly role!: Role;

  @ApiProperty({ type: 'integer' })
  readonly amountFen!: number;

  @ApiProperty({ type: 'integer', nullable: true })
  readonly dueAt!: number | null;

  @ApiProperty()
  readonly stopped!: boolean;

  @ApiProperty({ type: 'integer', description: 'How often somebody was reminded of it.' })
  readonly reminded!: number;
}

export class WatchedTasksPageView extends PageOf(WatchedTaskView) {}

class SentReminderView {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ type: 'integer' })
  readonly at!: number;

  @ApiProperty({ enum: ['application', 'submission'] })
  readonly kind!: 'application' | 'submission';

  @ApiProperty({ format: 'uuid' })
  readonly stream!: string;

  @ApiProperty()
  readonly office!: string;

  @ApiProperty()
  readonly officeName!: string;

  @ApiProperty({ enum: ROLES })
  readonly role!: Role;

  @ApiProperty({ enum: ['office', 'supervisor', 'level-above'] })
  readonly audience!: 'office' | 'supervisor' | 'level-above';

  @ApiProperty()
  readonly schoolName!: string;

  @ApiProperty()
  readonly programme!: string;

  @ApiProperty({ type: String, nullable: true, description: 'The child, where it was about one.' })
  readonly name!: string | null;

  @ApiProperty({ type: 'integer' })
  readonly dueAt!: number;
}

export class RemindersPageView extends PageOf(SentReminderView) {}
