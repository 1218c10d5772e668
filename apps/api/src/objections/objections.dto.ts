import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { OBJECTION_COMMANDS, OBJECTION_STATES, type ObjectionCommand, type ObjectionState } from '#domain';
import { PageOf, PageQuery } from '../http/page.dto.js';

export class RaiseObjectionDto {
  @ApiPropertyOptional({ description: 'The `row` of the notice it is about.' })
  @IsOptional()
  @IsString()
  @Length(1, 60)
  readonly applicationRef?: string;

  @ApiPropertyOptional({ description: 'The child it is about, where no row is named.' })
  @IsOptional()
  @IsString()
  @Length(1, 60)
  readonly childName?: string;

  @ApiProperty()
  @IsString()
  @Length(5, 2_000)
  readonly text!: string;

  @ApiProperty({ description: 'How the office reaches you. Kept encrypted; only the office that hears it sees it.' })
  @IsString()
  @Length(5, 200)
  readonly contact!: string;
}

export class ObjectionsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: OBJECTION_STATES, default: 'received' })
  @IsOptional()
  @IsIn(OBJECTION_STATES)
  readonly state?: ObjectionState;
}

export class ConfirmObjectionDto {
  @ApiPropertyOptional({
    format: 'uuid',
    description: 'The application it is about, where the objection itself did not tell.',
  })
  @IsOptional()
  @IsUUID()
  readonly applicationId?: string;
}

export class ResolveObjectionDto {
  @ApiProperty({
    description: 'true: the last review decides again. false: the notice goes on with the days that were left.',
  })
  @IsBoolean()
  readonly upheld!: boolean;

  @ApiProperty()
  @IsString()
  @Length(1, 2_000)
  readonly opinion!: string;
}

export class ObjectionReceiptView {
  @ApiProperty({ format: 'uuid', description: 'To ask after it.' })
  readonly id!: string;
}

export class ObjectionView {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty()
  readonly at!: number;

  @ApiProperty({ enum: OBJECTION_STATES })
  readonly state!: ObjectionState;

  @ApiProperty()
  readonly school!: string;

  @ApiProperty()
  readonly schoolName!: string;

  @ApiProperty({ type: String, nullable: true, format: 'uuid' })
  readonly application!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly name!: string | null;

  @ApiProperty({ enum: OBJECTION_COMMANDS, isArray: true, description: 'Exactly what you may do now.' })
  readonly availableCommands!: readonly ObjectionCommand[];
}

export class ObjectionsPageView extends PageOf(ObjectionView) {}

export class ObjectionDetailView extends ObjectionView {
  @ApiProperty({ type: String, nullable: true })
  readonly text!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly contact!: string | null;
}
