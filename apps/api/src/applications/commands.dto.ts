import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

const LONGEST_TEXT = 2_000;
const LARGEST_INT = 2_147_483_647;

/** A decision on what one saw: it is refused if the application has changed since. */
class DecisionDto {
  @ApiProperty({ type: 'integer', description: 'The revision of the page one decides on.' })
  @IsInt()
  @Min(0)
  @Max(LARGEST_INT)
  readonly revision!: number;
}

class DecisionWithOpinionDto extends DecisionDto {
  @ApiProperty({ required: false, maxLength: LONGEST_TEXT, description: 'Opinion in one’s own words.' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_TEXT)
  readonly opinion?: string;
}

export class ApproveDto extends DecisionWithOpinionDto {}

export class ReturnDto extends DecisionWithOpinionDto {
  @ApiProperty({ type: [String], description: "Codes from the programme's correctable items.", example: ['bank-card'] })
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @Length(1, 100, { each: true })
  readonly items!: string[];
}

export class RejectDto extends DecisionWithOpinionDto {
  @ApiProperty({ description: "A code from the programme's reasons.", example: 'already-subsidised' })
  @IsString()
  @Length(1, 100)
  readonly reason!: string;
}

export class ResubmitDto extends DecisionDto {
  @ApiProperty({ type: [String], description: 'Codes of the items that were corrected, of those the return named.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 100, { each: true })
  readonly changed!: string[];

  @ApiProperty({ required: false, description: 'The new bank card; only with `bank-card` among `changed`.' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  readonly card?: string;

  @ApiProperty({ required: false, description: "The new bank's name; only with `bank-card` among `changed`." })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  readonly bank?: string;

  @ApiProperty({ required: false, description: 'The new telephone number; only with `telephone` among `changed`.' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  readonly phone?: string;

  @ApiProperty({ required: false, description: "The guardian's name; only with `guardian` among `changed`." })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  readonly guardian?: string;

  @ApiProperty({ required: false, maxLength: LONGEST_TEXT, description: 'What the school has to say of it.' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_TEXT)
  readonly note?: string;
}

export class WithdrawDto {
  @ApiProperty({ required: false, maxLength: LONGEST_TEXT })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_TEXT)
  readonly note?: string;
}

export class HoldDto {
  @ApiProperty({ maxLength: LONGEST_TEXT, description: 'Why it is put on hold.' })
  @IsString()
  @Length(1, LONGEST_TEXT)
  readonly reason!: string;
}

export class AppealDto {
  @ApiProperty({ required: false, maxLength: LONGEST_TEXT })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_TEXT)
  readonly grounds?: string;
}

/** Where the application stands after the command. The same key and body gives the same answer again. */
export class CommandAcceptedView {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ type: 'integer', description: 'Counts every event.' })
  readonly version!: number;

  @ApiProperty({ type: 'integer', description: 'Send it with the next decision.' })
  readonly revision!: number;
}
