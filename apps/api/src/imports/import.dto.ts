import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Matches, Max, Min } from 'class-validator';
import { IMPORT_STATES, type ImportCounts, type ImportState, type ProgrammeResult } from '#persistence';
import { IsPeriod } from '../http/page.dto.js';

export class ImportIdDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  readonly id!: string;
}

export class ImportRowDto extends ImportIdDto {
  @ApiProperty({ description: 'The row as the spreadsheet numbers it, from 1.' })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  readonly line!: number;
}

export class ListImportsDto {
  @ApiPropertyOptional({ example: 20261 })
  @IsOptional()
  @IsPeriod()
  readonly period?: number;

  @ApiPropertyOptional({ format: 'uuid', description: 'The last import of the page before.' })
  @IsOptional()
  @IsUUID()
  readonly before?: string;

  @ApiPropertyOptional({ default: 50, maximum: 200 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit: number = 50;
}

export class ListRowsDto {
  @ApiPropertyOptional({ description: 'The last line of the page before.' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  readonly after?: number;

  @ApiPropertyOptional({ default: 100, maximum: 1000 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  readonly limit: number = 100;

  @ApiPropertyOptional({ description: 'The beginning of an outcome.', example: 'reject' })
  @IsOptional()
  @Matches(/^(accept|reject)[a-z_:]{0,60}$/)
  readonly outcome?: string;
}

export class UploadRosterDto {
  @ApiProperty({ type: 'string', format: 'binary', description: 'The roster: .xlsx, or CSV in UTF-8 or GB18030.' })
  readonly file!: unknown;

  @ApiPropertyOptional({ example: 20261, description: 'The period; by default the one that is running.' })
  readonly period?: number;
}

export class BothLanguages {
  @ApiProperty()
  readonly zh!: string;

  @ApiProperty()
  readonly en!: string;
}

export class SkippedRowView {
  @ApiProperty()
  readonly line!: number;

  @ApiProperty({ example: 'total' })
  readonly reason!: string;
}

export class ImportListedView {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ description: "The school's code." })
  readonly school!: string;

  @ApiProperty({ example: 20261 })
  readonly period!: number;

  @ApiProperty()
  readonly fileName!: string;

  @ApiProperty({ description: 'When it was uploaded, epoch ms.' })
  readonly at!: number;

  @ApiProperty({ enum: IMPORT_STATES, description: 'reading, checking and drafting go on by themselves.' })
  readonly state!: ImportState;

  @ApiProperty({ description: 'Rows worked on so far in this state.' })
  readonly done!: number;

  @ApiProperty({ description: 'Rows of the roster; 0 while it is being read.' })
  readonly total!: number;
}

export class ImportCountsView implements ImportCounts {
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' }, example: { accept: 40 } })
  readonly outcomes!: Readonly<Record<string, number>>;

  @ApiProperty({ type: 'integer' })
  readonly rows!: number;

  @ApiProperty({ type: 'integer' })
  readonly accepted!: number;

  @ApiProperty({ type: 'integer' })
  readonly flagged!: number;

  @ApiProperty({ type: 'integer' })
  readonly rejected!: number;

  @ApiProperty({ type: 'integer', description: 'Applications this import drafted.' })
  readonly drafts!: number;

  @ApiProperty({ type: 'integer', description: 'What they come to, fen.' })
  readonly draftsFen!: number;

  @ApiProperty({ type: 'integer', description: 'Programmes for which a recognised child had an application before.' })
  readonly already!: number;

  @ApiProperty({ type: 'integer', description: 'Recognised children entitled to no active programme.' })
  readonly entitledToNone!: number;

  @ApiProperty({ type: 'integer', description: 'Rows whose only fault is a card that may be a passbook.' })
  readonly confirmable!: number;
}

export class ImportView extends ImportListedView {
  @ApiProperty({ nullable: true, type: String, description: 'Why it failed: a stable code.' })
  readonly fault!: string | null;

  @ApiProperty({ nullable: true, type: BothLanguages, description: 'The same as a sentence the clerk can act on.' })
  readonly faultSentence!: BothLanguages | null;

  @ApiProperty({ type: ImportCountsView })
  readonly counts!: ImportCounts;

  @ApiProperty({ type: [BothLanguages], description: 'What is to be said of the file although it was taken.' })
  readonly warnings!: readonly BothLanguages[];

  @ApiProperty({ type: [SkippedRowView], description: 'Rows that are about no child, the first of them.' })
  readonly skipped!: readonly SkippedRowView[];

  @ApiProperty({ type: 'integer', description: 'How many these are in all.' })
  readonly skippedCount!: number;

  @ApiProperty({
    nullable: true,
    type: String,
    format: 'uuid',
    description: 'An earlier import of the very same file.',
  })
  readonly sameFileAs!: string | null;
}

export class ImportRowView {
  @ApiProperty()
  readonly line!: number;

  @ApiProperty({ example: 'reject:id_checksum' })
  readonly outcome!: string;

  @ApiProperty({
    type: BothLanguages,
    nullable: true,
    description: 'What came of it; null once the upload was erased.',
  })
  readonly sentence!: BothLanguages | null;

  @ApiProperty({ type: [String] })
  readonly faults!: readonly string[];

  @ApiProperty({ type: [String] })
  readonly flags!: readonly string[];

  @ApiProperty({ type: [String], description: 'Cells that were put right.' })
  readonly repaired!: readonly string[];

  @ApiPropertyOptional({
    enum: ['passbook'],
    description: 'The card is all that is wrong; the clerk may confirm a passbook.',
  })
  readonly confirmable?: 'passbook';

  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description:
      'Per active programme: drafted, already, not-entitled (with reasons) or refused. Absent until drafted.',
  })
  readonly programmes?: readonly ProgrammeResult[];

  @ApiProperty({ nullable: true, type: String })
  readonly name!: string | null;

  @ApiProperty({ nullable: true, type: String, description: 'Masked.' })
  readonly idNumber!: string | null;

  @ApiProperty({ nullable: true, type: String, description: 'Masked.' })
  readonly bankCard!: string | null;

  @ApiProperty({ nullable: true, type: String, description: 'Masked.' })
  readonly telephone!: string | null;

  @ApiProperty({ type: 'integer', description: 'What a correction names: it is refused once the row was judged anew.' })
  readonly revision!: number;

  @ApiProperty({ type: 'integer', description: 'How often it was corrected in place.' })
  readonly corrections!: number;

  @ApiProperty({ description: 'Its cells are there to be corrected.' })
  readonly correctable!: boolean;
}

export class ImportRowsView {
  @ApiProperty({ type: [ImportRowView] })
  readonly rows!: readonly ImportRowView[];

  @ApiProperty({ nullable: true, type: Number, description: '`after` of the next page; null on the last.' })
  readonly next!: number | null;
}
