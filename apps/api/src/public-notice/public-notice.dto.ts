import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, Matches, ValidateIf } from 'class-validator';
import { SUPERVISION_TELEPHONE } from '#domain';

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

  @ApiProperty({ type: String, nullable: true, description: '监督电话 of the nearest office that has set one.' })
  readonly supervisionTelephone!: string | null;

  @ApiProperty({ description: 'Who hears objections; never the school.' })
  readonly hearingOffice!: string;

  @ApiProperty({ type: [NoticeEntryView] })
  readonly entries!: readonly NoticeEntryView[];
}

export class NoticeSettingsDto {
  @ApiProperty({
    type: String,
    nullable: true,
    pattern: SUPERVISION_TELEPHONE.source,
    example: '0851-6612345',
    description: 'Null: that of the office above is printed.',
  })
  @ValidateIf((_, value) => value !== null)
  @Matches(SUPERVISION_TELEPHONE)
  readonly supervisionTelephone!: string | null;

  @ApiProperty({ description: 'Only a county may set it.' })
  @IsBoolean()
  readonly masksNames!: boolean;
}

export class NoticeSettingsView {
  @ApiProperty({ type: String, nullable: true })
  readonly supervisionTelephone!: string | null;

  @ApiProperty()
  readonly masksNames!: boolean;

  @ApiProperty({ example: 'county' })
  readonly level!: string;

  @ApiProperty({ type: String, nullable: true, description: 'What is printed where the office has none of its own.' })
  readonly inheritedTelephone!: string | null;
}
