import { ApiProperty } from '@nestjs/swagger';
import { APPLICATION_COMMANDS, type ApplicationCommandType, PHASES, type Phase, ROLES } from '#domain';

export class TextView {
  @ApiProperty()
  readonly zh!: string;

  @ApiProperty()
  readonly en!: string;
}

export class CodedTextView extends TextView {
  @ApiProperty()
  readonly code!: string;
}

export class OfficeView {
  @ApiProperty()
  readonly code!: string;

  @ApiProperty({ example: '寨坪镇中心学校' })
  readonly name!: string;
}

export class PersonView {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty()
  readonly name!: string;
}

export class ApplicationProgrammeView {
  @ApiProperty()
  readonly code!: string;

  @ApiProperty({ type: 'integer' })
  readonly version!: number;

  @ApiProperty({ type: TextView })
  readonly title!: TextView;

  @ApiProperty({ type: [CodedTextView], description: 'What a rejection may give as its reason.' })
  readonly rejectReasons!: CodedTextView[];

  @ApiProperty({ type: [CodedTextView], description: 'What a return may name.' })
  readonly correctableItems!: CodedTextView[];
}

export class MaskedPersonView {
  @ApiProperty()
  readonly name!: string;

  @ApiProperty({ type: String, nullable: true })
  readonly sex!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly birthDate!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '994116********2806' })
  readonly idNumber!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '***************2345' })
  readonly card!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly bank!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '199****1234' })
  readonly phone!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly guardian!: string | null;

  @ApiProperty({ description: 'The clerk confirmed a passbook (存折) in place of a card.' })
  readonly passbook!: boolean;
}

export class BasisView {
  @ApiProperty({ enum: ['preschool', 'primary', 'junior'] })
  readonly schoolStage!: string;

  @ApiProperty()
  readonly grade!: string;

  @ApiProperty()
  readonly boarding!: boolean;

  @ApiProperty({ type: String, nullable: true, example: '建档立卡户' })
  readonly householdType!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly specialCategory!: string | null;
}

export class BenefitLineView {
  @ApiProperty()
  readonly item!: string;

  @ApiProperty({ type: TextView })
  readonly title!: TextView;

  @ApiProperty({ type: 'integer' })
  readonly instalment!: number;

  @ApiProperty({ type: 'integer', description: 'Fen.' })
  readonly amountFen!: number;

  @ApiProperty({ enum: ['household-card', 'school-account'] })
  readonly payee!: string;
}

class StageView {
  @ApiProperty()
  readonly stage!: string;

  @ApiProperty({ type: TextView })
  readonly title!: TextView;

  @ApiProperty({ enum: ['review', 'notice', 'payment'] })
  readonly kind!: string;

  @ApiProperty({ type: OfficeView })
  readonly office!: OfficeView;

  @ApiProperty({ enum: ROLES })
  readonly role!: string;
}

export class RouteStageView extends StageView {
  @ApiProperty({ enum: ['done', 'here', 'ahead'] })
  readonly state!: 'done' | 'here' | 'ahead';

  @ApiProperty({ type: PersonView, nullable: true })
  readonly decidedBy!: PersonView | null;

  @ApiProperty({ type: 'integer', nullable: true })
  readonly decidedAt!: number | null;
}

export class VisitView extends StageView {
  @ApiProperty({ type: 'integer' })
  readonly no!: number;

  @ApiProperty({ type: 'integer' })
  readonly openedAt!: number;

  @ApiProperty({ type: 'integer' })
  readonly dueAt!: number;

  @ApiProperty()
  readonly late!: boolean;

  @ApiProperty({ description: 'A year of the calendar was not published yet; the deadline may move.' })
  readonly provisional!: boolean;

  @ApiProperty()
  readonly calendarVersion!: string;

  @ApiProperty({ type: PersonView, nullable: true })
  readonly openedBy!: PersonView | null;
}

class ClockView {
  @ApiProperty()
  readonly running!: boolean;

  @ApiProperty({ type: String, enum: ['returned', 'held', 'objection'], nullable: true })
  readonly because!: string | null;
}

class ReturnedView {
  @ApiProperty({ type: [String] })
  readonly items!: string[];

  @ApiProperty()
  readonly fromStage!: string;
}

class CorrectedView {
  @ApiProperty({ type: [String], description: 'Codes of the items that the school says it corrected.' })
  readonly items!: string[];

  @ApiProperty({ type: String, nullable: true, description: 'From what to what, masked, and what it says of it.' })
  readonly text!: string | null;
}

class RejectedView {
  @ApiProperty()
  readonly reason!: string;

  @ApiProperty()
  readonly stage!: string;
}

class HeldView {
  @ApiProperty({ type: PersonView })
  readonly by!: PersonView;

  @ApiProperty({ type: 'integer' })
  readonly at!: number;
}

class ObjectedView {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ type: 'integer' })
  readonly at!: number;
}

export class ApplicationView {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ type: 'integer' })
  readonly version!: number;

  @ApiProperty({ type: 'integer', description: 'Send it with a decision.' })
  readonly revision!: number;

  @ApiProperty({ enum: PHASES })
  readonly phase!: Phase;

  @ApiProperty({ type: 'integer', example: 20261 })
  readonly period!: number;

  @ApiProperty({ type: ApplicationProgrammeView })
  readonly programme!: ApplicationProgrammeView;

  @ApiProperty({ type: OfficeView })
  readonly school!: OfficeView;

  @ApiProperty({ type: OfficeView, nullable: true, description: 'Null for a school directly under the county.' })
  readonly township!: OfficeView | null;

  @ApiProperty({ type: OfficeView })
  readonly county!: OfficeView;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  readonly submission!: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  readonly batch!: string | null;

  @ApiProperty({ type: MaskedPersonView })
  readonly subject!: MaskedPersonView;

  @ApiProperty({
    type: BasisView,
    nullable: true,
    description: 'What roll and registry said when it was last checked against them.',
  })
  readonly basis!: BasisView | null;

  @ApiProperty({ type: [BenefitLineView] })
  readonly items!: BenefitLineView[];

  @ApiProperty({ type: 'integer', description: 'Fen.' })
  readonly amountFen!: number;

  @ApiProperty({ type: [String], description: 'What a reviewer must look at, e.g. grade_differs.' })
  readonly flags!: string[];

  @ApiProperty({ type: VisitView, nullable: true })
  readonly visit!: VisitView | null;

  @ApiProperty({ type: ClockView })
  readonly clock!: ClockView;

  @ApiProperty({ type: [RouteStageView] })
  readonly route!: RouteStageView[];

  @ApiProperty({ type: ReturnedView, nullable: true })
  readonly returned!: ReturnedView | null;

  @ApiProperty({ type: CorrectedView, nullable: true, description: 'With what it came back to where it is now.' })
  readonly corrected!: CorrectedView | null;

  @ApiProperty({ type: RejectedView, nullable: true })
  readonly rejected!: RejectedView | null;

  @ApiProperty({ type: HeldView, nullable: true })
  readonly held!: HeldView | null;

  @ApiProperty({ type: ObjectedView, nullable: true })
  readonly objection!: ObjectedView | null;

  @ApiProperty()
  readonly appealed!: boolean;

  @ApiProperty({ enum: APPLICATION_COMMANDS, isArray: true, description: 'Exactly what you may do now.' })
  readonly availableCommands!: ApplicationCommandType[];
}
