import { ApiProperty } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';

export class StudentIdDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  readonly id!: string;
}

export class IdNumberView {
  @ApiProperty()
  readonly idNumber!: string;
}
