import { ApiProperty } from '@nestjs/swagger';
import { IsString, IsUUID, Length } from 'class-validator';
import { ROLES, type Role } from '#domain';

export class SignInDto {
  @ApiProperty({ example: 'reviewer-zhaiping' })
  @IsString()
  @Length(1, 100)
  readonly login!: string;

  @ApiProperty({ format: 'password' })
  @IsString()
  @Length(1, 200)
  readonly password!: string;
}

export class SwitchPostDto {
  @ApiProperty({ format: 'uuid', description: 'One of your own posts.' })
  @IsUUID()
  readonly postId!: string;
}

export class PostView {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ description: "The organisation's code." })
  readonly office!: string;

  @ApiProperty({ description: 'The office by its own name, e.g. 寨坪镇中心学校.' })
  readonly officeName!: string;

  @ApiProperty({ enum: ['province', 'city', 'county', 'township', 'school'] })
  readonly level!: string;

  @ApiProperty({ enum: ROLES })
  readonly role!: Role;
}

export class MeView {
  @ApiProperty({ format: 'uuid' })
  readonly staffId!: string;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty()
  readonly login!: string;

  @ApiProperty({ type: PostView, nullable: true, description: 'The post you act in; null when it has ended.' })
  readonly post!: PostView | null;

  @ApiProperty({ type: [PostView] })
  readonly posts!: readonly PostView[];
}
