import { ApiProperty } from '@nestjs/swagger';
import {
  BATCH_EVENT_SCHEMAS,
  BATCH_PHASES,
  type BatchEvent,
  type BatchPhase,
  LINE_COMMANDS,
  type LineCommand,
  type LineState,
  type Payee,
  RETURN_REASONS,
} from '#domain';
import { PageOf } from '../http/page.dto.js';
import { LINE_STATES } from './payment-batches.dto.js';

const PAYEES = ['household-card', 'school-account'] as const satisfies readonly Payee[];

export class BatchStepView {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty()
  readonly version!: number;
}

export class BatchView {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty()
  readonly programme!: string;

  @ApiProperty()
  readonly period!: number;

  @ApiProperty({ description: 'Code of the county that pays.' })
  readonly office!: string;

  @ApiProperty({ enum: BATCH_PHASES })
  readonly phase!: BatchPhase;

  @ApiProperty({ description: 'Applications; 0 until they have been counted.' })
  readonly count!: number;

  @ApiProperty()
  readonly totalFen!: number;

  @ApiProperty({ format: 'uuid' })
  readonly createdBy!: string;

  @ApiProperty()
  readonly createdByName!: string;

  @ApiProperty()
  readonly version!: number;

  @ApiProperty()
  readonly lastAt!: number;
}

export class BatchesPageView extends PageOf(BatchView) {}

export class BatchSchoolView {
  @ApiProperty()
  readonly school!: string;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty()
  readonly children!: number;

  @ApiProperty()
  readonly totalFen!: number;
}

export class BatchBankView {
  @ApiProperty()
  readonly bank!: string;

  @ApiProperty()
  readonly lines!: number;

  @ApiProperty()
  readonly totalFen!: number;

  @ApiProperty()
  readonly paid!: number;

  @ApiProperty()
  readonly failed!: number;

  @ApiProperty({ description: 'The bank answered, but not clearly.' })
  readonly unknown!: number;

  @ApiProperty({ description: 'The bank has not answered yet.' })
  readonly pending!: number;

  @ApiProperty({ description: "The file's name." })
  readonly file!: string;

  @ApiProperty()
  readonly sha256!: string;
}

export class RejectionView {
  @ApiProperty({ example: 'APPLICATION.NOT_ENROLLED' })
  readonly code!: string;

  @ApiProperty({ type: Object, required: false })
  readonly params?: object;
}

export class ExclusionView {
  @ApiProperty({ format: 'uuid' })
  readonly application!: string;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty({ description: "The school's code." })
  readonly school!: string;

  @ApiProperty({ type: RejectionView })
  readonly rejection!: RejectionView;

  @ApiProperty({ description: 'Why, as a sentence.' })
  readonly zh!: string;

  @ApiProperty()
  readonly en!: string;
}

export class BatchEventView {
  @ApiProperty({ enum: Object.keys(BATCH_EVENT_SCHEMAS) })
  readonly event!: BatchEvent['type'];

  @ApiProperty()
  readonly at!: number;

  @ApiProperty({ type: String, nullable: true, description: 'Null where it happened by itself.' })
  readonly byName!: string | null;
}

export class BatchDetailView extends BatchView {
  @ApiProperty({ type: [BatchSchoolView] })
  readonly schools!: readonly BatchSchoolView[];

  @ApiProperty({ type: [BatchBankView], description: 'Empty until the files are written.' })
  readonly banks!: readonly BatchBankView[];

  @ApiProperty({ type: [ExclusionView], description: 'What waited for payment and was left out.' })
  readonly excluded!: readonly ExclusionView[];

  @ApiProperty({ type: [String], example: ['ReleasePaymentBatch', 'CancelPaymentBatch'] })
  readonly commands!: readonly string[];

  @ApiProperty({ type: [BatchEventView] })
  readonly steps!: readonly BatchEventView[];

  @ApiProperty({
    type: [String],
    description: 'Who could release it, by name. Empty once it is released or called off.',
  })
  readonly mayRelease!: readonly string[];
}

export class BatchLineView {
  @ApiProperty({ description: 'From 1 over the whole batch.' })
  readonly lineNo!: number;

  @ApiProperty()
  readonly bank!: string;

  @ApiProperty({ enum: PAYEES })
  readonly payee!: Payee;

  @ApiProperty({ description: 'The school, or the child (the first of siblings on one card).' })
  readonly name!: string;

  @ApiProperty({ description: 'As it was sent, masked.' })
  readonly account!: string;

  @ApiProperty()
  readonly school!: string;

  @ApiProperty({ description: 'Children whose money the line carries.' })
  readonly children!: number;

  @ApiProperty()
  readonly amountFen!: number;

  @ApiProperty({ enum: LINE_STATES })
  readonly state!: LineState;

  @ApiProperty({
    type: String,
    nullable: true,
    description: `Why the bank sent it back: ${[...Object.keys(RETURN_REASONS), 'other'].join(', ')}.`,
  })
  readonly reason!: string | null;

  @ApiProperty({ enum: LINE_COMMANDS, isArray: true, description: 'Exactly what you may do about it now.' })
  readonly availableCommands!: readonly LineCommand[];
}

export class BatchLinesPageView extends PageOf(BatchLineView) {}

export class BatchChildView {
  @ApiProperty({ format: 'uuid' })
  readonly application!: string;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty({ type: String, nullable: true })
  readonly grade!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly className!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Masked; null until the bank files are written.' })
  readonly account!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly bank!: string | null;

  @ApiProperty({ enum: PAYEES })
  readonly payee!: string;

  @ApiProperty()
  readonly amountFen!: number;

  @ApiProperty({ type: 'integer', nullable: true })
  readonly lineNo!: number | null;
}

export class ReturnTakenView {
  @ApiProperty()
  readonly bank!: string;

  @ApiProperty({ description: 'Lines of that bank that are paid with this file; so for the others.' })
  readonly paid!: number;

  @ApiProperty()
  readonly failed!: number;

  @ApiProperty({ description: 'Lines without a clear answer: they wait for another file and are not sent again.' })
  readonly unknown!: number;
}

export class BatchPreviewView {
  @ApiProperty()
  readonly count!: number;

  @ApiProperty()
  readonly totalFen!: number;

  @ApiProperty({ type: [ExclusionView] })
  readonly excluded!: readonly ExclusionView[];
}

export class ReissuedView {
  @ApiProperty({ type: [String], format: 'uuid' })
  readonly applications!: readonly string[];
}
