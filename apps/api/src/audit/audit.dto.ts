import { ApiProperty } from '@nestjs/swagger';
import { buildMessage, IsOptional, IsString, IsUUID, Length, ValidateBy } from 'class-validator';
import { isCalendarDate } from '#domain';
import { PageQuery } from '../http/page.dto.js';

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

export class DecisionsQuery extends DaysQuery {
  @ApiProperty({ format: 'uuid', description: 'The member of staff.' })
  @IsUUID()
  readonly person!: string;
}

export class LateQuery extends DaysQuery {
  @ApiProperty({ required: false, description: 'Only what this office decided.' })
  @IsOptional()
  @IsString()
  @Length(1, 40)
  readonly office?: string;
}

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

  @ApiProperty({ description: "The event's hash; the application's timeline shows its envelope." })
  readonly hash!: string;
}

export class DecisionsPageView {
  @ApiProperty({ type: [DecisionView] })
  readonly items!: DecisionView[];

  @ApiProperty({ type: String, nullable: true })
  readonly next!: string | null;
}
