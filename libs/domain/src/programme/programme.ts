import type { Ladder, Limit } from '../deadline/index.js';
import type { Condition } from './condition.js';
import type { SchoolStage } from './facts.js';

export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** An entry of a list that people choose from; the code is recorded, the text is shown. */
export interface CodedText extends Text {
  readonly code: string;
}

/**
 * A subsidy programme (资助项目): a county's policy as data. A version is immutable once used and pinned by each
 * application, so a change of policy is a new version or a rule dated by period, never an edit.
 */
export interface Programme {
  readonly code: string;
  readonly version: number;
  readonly title: Text;
  /**
   * The only title a public notice may show. It must not say that a child is poor, orphaned or disabled
   * (教财厅函〔2017〕28号).
   */
  readonly publicTitle: Text;
  /** The regulation the programme carries out. */
  readonly source: string;
  readonly subject: 'student' | 'household' | 'school';
  readonly schoolStages: readonly SchoolStage[];
  /** All of them must hold. */
  readonly eligibility: readonly EligibilityRule[];
  /** Who comes first when money is short: the first that holds is the subject's rank. */
  readonly priority: readonly EligibilityRule[];
  readonly benefitItems: readonly BenefitItem[];
  /** Months paid in the autumn and in the spring semester; for rates per month. */
  readonly monthsPerSemester?: readonly [number, number];
  /** When the county's autumn and spring semester begin and end, 'MM-DD'. */
  readonly semesters: readonly [Semester, Semester];
  /** Stages in order. */
  readonly route: readonly StageSpec[];
  readonly submissionWindow: {
    /** From the semester's first day; no working days: the open of work of its first working day. */
    readonly opens: Limit;
    /** From the semester's first day, counted as any deadline. */
    readonly closes: Limit;
    readonly source?: string;
  };
  /** Who pays which share; the shares make 100. */
  readonly funding?: readonly FundingShare[];
  /** Papers that go with an application. */
  readonly documents: readonly CodedText[];
  readonly rejectReasons: readonly CodedText[];
  /** What a return may name; the school may then change those and nothing else. */
  readonly correctableItems: readonly CodedText[];
  readonly options: ProgrammeOptions;
}

export interface ProgrammeOptions {
  /** The school head confirms what the clerk prepared before it is handed in. */
  readonly headConfirms: boolean;
}

/** A condition with the sentence that is shown to whom it excludes. */
export interface EligibilityRule extends CodedText {
  readonly source?: string;
  readonly when: Condition;
}

/** Where the money goes: the household's bank card (一卡通), or the school's public account. */
export type Payee = 'household-card' | 'school-account';

/** A benefit item (资助内容): one kind of money, to one payee, at rates that depend on the subject. */
export interface BenefitItem {
  readonly code: string;
  readonly title: Text;
  readonly source: string;
  readonly payee: Payee;
  /** The first that applies is paid; where none does, the item is not. */
  readonly rates: readonly BenefitRate[];
  /** Who is left out of this item and keeps the others. */
  readonly except: readonly Exception[];
  /** How one payment is split; by default it is not. The percentages make 100. */
  readonly instalments?: readonly Instalment[];
}

export interface BenefitRate {
  readonly when?: Condition;
  /** Period codes, both included: '20251' is autumn 2025. */
  readonly from?: number;
  readonly until?: number;
  /** Integer fen, or the fact that holds it (the budget a school asks for). */
  readonly amountFen: number | { readonly fact: string };
  /** 'once': for the application as a whole, in whichever semester. */
  readonly per: 'month' | 'semester' | 'school-year' | 'once';
  /** How the amount came about, in fen: the standard less what the family pays. */
  readonly composition?: { readonly standardFen: number; readonly familyPaysFen: number };
}

export interface Exception extends CodedText {
  readonly source: string;
  readonly when: Condition;
  readonly from?: number;
  readonly until?: number;
}

export interface Instalment {
  readonly percent: number;
  /** What must be shown before it is paid. */
  readonly evidence?: Text;
}

export interface FundingShare extends CodedText {
  readonly percent: number;
}

/** First and last day, 'MM-DD'; an end before its start lies in the following year. */
export interface Semester {
  readonly startsOn: string;
  readonly endsOn: string;
}

export type StageLevel = 'school' | 'township' | 'county' | 'city';
export type StageRole = 'reviewer' | 'approver' | 'finance';

/** A stage (环节) of the route. A school directly under the county passes its township stages over. */
export interface StageSpec {
  readonly key: string;
  readonly kind: 'review' | 'notice' | 'payment';
  /** Whose office acts. */
  readonly level: StageLevel;
  readonly role: StageRole;
  readonly title: Text;
  readonly limit: Limit;
  /** Rungs that differ from the usual ladder. */
  readonly ladder?: Partial<Ladder>;
  /** Only applications above this amount pass through the stage. */
  readonly when?: { readonly amountAboveFen?: number };
  readonly source?: string;
}
