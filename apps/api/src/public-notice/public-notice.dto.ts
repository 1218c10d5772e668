import { ApiProperty } from '@nestjs/swagger';

/** Exactly what may be public; see `noticeEntry` in the domain. */
export class NoticeEntryView {
  @ApiProperty()
  readonly name!: string;

  @ApiProperty()
  readonly school!: string;

  @ApiProperty()
  readonly grade!: string;

  @ApiProperty()
  readonly class!: string;

  @ApiProperty({ description: "The programme's public title." })
  readonly programme!: string;

  @ApiProperty({ description: 'Opaque; an objection names the row by it.' })
  readonly row!: string;
}

export class PublicNoticeView {
  @ApiProperty()
  readonly school!: string;

  @ApiProperty({ type: Number, nullable: true, description: 'When the last row leaves the notice, if nobody objects.' })
  readonly until!: number | null;

  @ApiProperty()
  readonly supervisionTelephone!: string;

  @ApiProperty({ type: [NoticeEntryView] })
  readonly entries!: readonly NoticeEntryView[];
}
