import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { ROLES, type Role } from '#domain';

export class NameQuery {
  @ApiProperty({ required: false, description: 'A part of the name.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  readonly name?: string;
}

class PostFoundView {
  @ApiProperty()
  readonly office!: string;

  @ApiProperty()
  readonly officeName!: string;

  @ApiProperty({ enum: ROLES })
  readonly role!: Role;

  @ApiProperty()
  readonly ended!: boolean;
}

export class StaffFoundView {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty({ type: [PostFoundView] })
  readonly posts!: readonly PostFoundView[];
}

export class OfficeFoundView {
  @ApiProperty()
  readonly code!: string;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty({ enum: ['province', 'city', 'county', 'township', 'school'] })
  readonly level!: string;
}
