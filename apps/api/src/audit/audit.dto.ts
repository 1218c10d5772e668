import { ApiProperty } from '@nestjs/swagger';
import { buildMessage, IsIn, IsOptional, IsString, IsUUID, Length, ValidateBy } from 'class-validator';
import { isCalendarDate, ROLES, type Role } from '#domain';
import { PageOf, PageQuery } from '../http/page.dto.js';

/** A day that exists, YYYY-MM-DD. */
const IsCalendarDay = () =>
  ValidateBy({
    name: 'calendarDay',
    validator: {
      validate: isCalendarDate,
      defaultMessage: buildMessage((each) => `${each}$property must be a day, YYYY-MM-DD`),
    },
  });

class DaysQuery extends PageQuery {
  @ApiProperty({ format: 'date', description: "First day, by the county's clocks." })
  @IsCalendarDay()
  readonly from!: string;

  @ApiProperty({ format: 'date', description: 'Last day, included.' })
  @IsCalendarDay()
  readonly to!: string;
}

/** Whose decisions, and between which days. */
export class LateQuery extends DaysQuery {
  @ApiProperty({ required: false, format: 'uuid', description: 'The member of staff.' })
  @IsOptional()
  @IsUUID()
  readonly person?: string;

  @ApiProperty({ required: false, description: 'Only what was decided in a post of this office.' })
  @IsOptional()
  @IsString()
  @Length(1, 40)
  readonly office?: string;

  @ApiProperty({ required: false, enum: ROLES, description: 'With an office: only in this role.' })
  @IsOptional()
  @IsIn(ROLES)
  readonly role?: Role;
}

/** As above, and a person or an office must be named. */
export class DecisionsQuery extends LateQuery {}

export class DecisionView {
  @ApiProperty({ type: 'integer' })
  readonly at!: number;

  @ApiProperty({ format: 'uuid' })
  readonly stream!: string;

  @ApiProperty({ enum: ['application', 'submission', 'payment-batch'] })
  readonly kind!: string;

  @ApiProperty({ type: 'integer' })
  readonly version!: number;

  @ApiProperty({ example: 'ApplicationApproved' })
  readonly type!: string;

  @ApiProperty({ format: 'uuid' })
  readonly actor!: string;

  @ApiProperty()
  readonly actorName!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  readonly onBehalfOf!: string | null;

  @ApiProperty({ example: '99010101/reviewer' })
  readonly seat!: string;

  @ApiProperty({ type: String, nullable: true, description: "The seat's office by its own name." })
  readonly officeName!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly stage!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Code of the reason of a rejection.' })
  readonly reason!: string | null;

  @ApiProperty({ description: 'After its deadline.' })
  readonly late!: boolean;

  @ApiProperty()
  readonly programme!: string;

  @ApiProperty({ type: 'integer' })
  readonly period!: number;

  @ApiProperty({ type: String, nullable: true })
  readonly school!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly schoolName!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The child decided on; null where it was about many.' })
  readonly name!: string | null;

  @ApiProperty({ description: "The event's hash; the application's timeline shows its envelope." })
  readonly hash!: string;
}

export class DecisionsPageView extends PageOf(DecisionView) {}
