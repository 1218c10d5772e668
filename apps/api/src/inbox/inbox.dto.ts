import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { IsQueryBoolean, PageOf, PageQuery } from '../http/page.dto.js';

export class InboxQuery extends PageQuery {
  @ApiProperty({ required: false, type: Boolean, description: 'Only what was not read yet.' })
  @IsOptional()
  @IsQueryBoolean()
  readonly unread?: boolean;
}

export class ReadAllDto {
  @ApiProperty({ format: 'uuid', description: 'The newest message one has seen; what came later stays unread.' })
  @IsUUID()
  readonly upTo!: string;
}

export class InboxMessageView {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ type: 'integer' })
  readonly at!: number;

  @ApiProperty()
  readonly subject!: string;

  @ApiProperty()
  readonly body!: string;

  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: 'What the message is about.',
  })
  readonly items!: unknown;

  @ApiProperty({ type: 'integer', nullable: true })
  readonly readAt!: number | null;
}

export class InboxPageView extends PageOf(InboxMessageView) {}

export class UnreadView {
  @ApiProperty({ type: 'integer', description: 'Counted up to 1000.' })
  readonly count!: number;

  @ApiProperty({ example: '3' })
  readonly shown!: string;
}
