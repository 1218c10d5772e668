import { ApiProperty } from '@nestjs/swagger';
import { OfficeView, PersonView, TextView } from '../applications/application.view.js';

export class EnvelopeView {
  @ApiProperty({ format: 'uuid' })
  readonly stream!: string;

  @ApiProperty({ type: 'integer' })
  readonly period!: number;

  @ApiProperty()
  readonly kind!: string;

  @ApiProperty({ type: 'integer' })
  readonly version!: number;

  @ApiProperty()
  readonly type!: string;

  @ApiProperty({ type: 'integer' })
  readonly schema!: number;

  @ApiProperty({ type: 'integer' })
  readonly at!: number;

  @ApiProperty({ format: 'uuid' })
  readonly actor!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  readonly onBehalfOf!: string | null;

  @ApiProperty({ example: '99010101/reviewer' })
  readonly seat!: string;

  @ApiProperty({ format: 'uuid' })
  readonly command!: string;

  @ApiProperty({ type: 'object', additionalProperties: true })
  readonly payload!: Record<string, unknown>;

  @ApiProperty()
  readonly previous!: string;

  @ApiProperty({ description: 'SHA-256 over the RFC 8785 form of everything above, hex.' })
  readonly hash!: string;
}

export class TimelineEntryView {
  @ApiProperty({ type: 'integer' })
  readonly version!: number;

  @ApiProperty({ type: 'integer' })
  readonly at!: number;

  @ApiProperty({ type: PersonView, nullable: true, description: 'Null: it happened by itself.' })
  readonly who!: PersonView | null;

  @ApiProperty({ type: PersonView, nullable: true })
  readonly onBehalfOf!: PersonView | null;

  @ApiProperty({ type: OfficeView, nullable: true })
  readonly office!: OfficeView | null;

  @ApiProperty({ type: String, nullable: true })
  readonly role!: string | null;

  @ApiProperty({ type: TextView, description: 'What happened, as a sentence.' })
  readonly sentence!: TextView;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What was said in one’s own words; null where nothing was, or it was erased.',
  })
  readonly text!: string | null;

  @ApiProperty({
    enum: ['none', 'intact', 'erased', 'altered'],
    description: 'Whether the words are those the event commits to.',
  })
  readonly textState!: 'none' | 'intact' | 'erased' | 'altered';

  @ApiProperty()
  readonly late!: boolean;

  @ApiProperty({ type: EnvelopeView })
  readonly envelope!: EnvelopeView;
}

class ChainFaultView {
  @ApiProperty({ type: 'integer' })
  readonly version!: number;

  @ApiProperty({ enum: ['gap', 'previous-differs', 'hash-differs', 'earlier-than-before'] })
  readonly fault!: string;
}

export class ChainView {
  @ApiProperty({ description: 'Every hash and every link is as it should be.' })
  readonly intact!: boolean;

  @ApiProperty({ type: [ChainFaultView] })
  readonly faults!: readonly ChainFaultView[];
}

export class TimelineView {
  @ApiProperty({ type: [TimelineEntryView] })
  readonly entries!: TimelineEntryView[];

  @ApiProperty({ type: ChainView })
  readonly chain!: ChainView;
}
