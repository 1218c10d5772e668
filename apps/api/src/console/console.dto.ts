import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';

export class DemoPersonView {
  @ApiProperty()
  readonly login!: string;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty({ example: '乡镇审核人 reviewer' })
  readonly role!: string;

  @ApiProperty({ example: '寨坪镇' })
  readonly office!: string;
}

export class StepIntoDto {
  @ApiProperty({ description: 'One of the people of the demo.' })
  @IsString()
  @Length(1, 100)
  readonly login!: string;
}

export class CalendarView {
  @ApiProperty()
  readonly version!: string;

  @ApiProperty({ type: 'integer', example: 480 })
  readonly utcOffsetMinutes!: number;

  @ApiProperty({ example: '08:30' })
  readonly openOfWork!: string;

  @ApiProperty({ example: '17:30' })
  readonly closeOfWork!: string;

  @ApiProperty({ type: [Number] })
  readonly publishedYears!: readonly number[];

  @ApiProperty({ type: [String], description: 'Weekdays off.' })
  readonly holidays!: readonly string[];

  @ApiProperty({ type: [String], description: 'Weekend days worked in exchange (调休).' })
  readonly makeUpDays!: readonly string[];
}
