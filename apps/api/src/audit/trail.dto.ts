import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsUUID } from 'class-validator';
import { STREAM_KINDS, type StreamKind } from '#domain';
import { ChainView, EnvelopeView } from '../timeline/timeline.view.js';

export class StreamParams {
  @ApiProperty({ enum: STREAM_KINDS })
  @IsIn(STREAM_KINDS)
  readonly kind!: StreamKind;

  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  readonly id!: string;
}

class TrailEntryView {
  @ApiProperty({ type: EnvelopeView })
  readonly envelope!: EnvelopeView;

  @ApiProperty({ type: String, nullable: true, description: 'Null: it happened by itself.' })
  readonly actorName!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly onBehalfOfName!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly officeName!: string | null;
}

class CheckedChainView extends ChainView {
  @ApiProperty({ description: 'The row in the lists is at the last of these events: none was cut off.' })
  readonly endsWhereListed!: boolean;
}

export class TrailView {
  @ApiProperty({ enum: STREAM_KINDS })
  readonly kind!: StreamKind;

  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty()
  readonly programme!: string;

  @ApiProperty({ type: 'integer' })
  readonly period!: number;

  @ApiProperty({ description: "The school's name, or that of the office which pays." })
  readonly officeName!: string;

  @ApiProperty({ type: String, nullable: true, description: 'The child; null where it is about many.' })
  readonly name!: string | null;

  @ApiProperty({ type: [TrailEntryView], description: 'Oldest first.' })
  readonly entries!: readonly TrailEntryView[];

  @ApiProperty({ type: CheckedChainView, description: 'As checked by the server for this very answer.' })
  readonly chain!: CheckedChainView;
}
