import { applyDecorators, type Type as Class } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { decodeCursor } from '#persistence';
import { ProblemError } from '../problems/problem-error.js';

const USUAL_PAGE = 50;
const LARGEST_PAGE = 200;

/** Keyset pagination: `next` of one page is `cursor` of the following one. */
export class PageQuery {
  @ApiProperty({ required: false, description: '`next` of the page before.' })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  readonly cursor?: string;

  @ApiProperty({ required: false, type: 'integer', minimum: 1, maximum: LARGEST_PAGE, default: USUAL_PAGE })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(LARGEST_PAGE)
  readonly limit?: number;
}

/** What a list answers: `class TasksPageView extends PageOf(TaskView) {}`. */
export function PageOf<Item>(item: Class<Item>) {
  class PageView {
    @ApiProperty({ type: [item] })
    readonly items!: readonly Item[];

    @ApiProperty({ type: String, nullable: true, description: '`cursor` of the following page; null after the last.' })
    readonly next!: string | null;
  }
  return PageView;
}

export const limitOf = ({ limit }: PageQuery): number => limit ?? USUAL_PAGE;

/** The position a cursor names; null for the first page. A text that is no such cursor is refused. */
export function positionOf<Position>({ cursor }: PageQuery, ...shape: ('int' | 'uuid' | 'text')[]): Position | null {
  if (cursor === undefined) return null;
  const values = decodeCursor(cursor, shape);
  if (!values) throw new ProblemError('REQUEST.CURSOR_INVALID');
  return values as Position;
}

/** `true` or `false` in a query string; anything else is refused. */
export const IsQueryBoolean = () =>
  applyDecorators(
    Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value)),
    IsBoolean(),
  );

/** A period's code, e.g. 20261. */
export const IsPeriod = () =>
  applyDecorators(
    Type(() => Number),
    IsInt(),
    Min(10_000),
    Max(99_999),
  );

/** `period` of a query where the running one is meant by default. */
export const OptionalPeriod = () =>
  applyDecorators(
    ApiProperty({ required: false, type: 'integer', example: 20261, description: 'By default the running one.' }),
    IsOptional(),
    IsPeriod(),
  );

/** An instant in a query string, epoch ms. */
export const IsInstant = () =>
  applyDecorators(
    Type(() => Number),
    IsInt(),
    Min(0),
    Max(Number.MAX_SAFE_INTEGER),
  );
