import {
  type BenefitLine,
  basisOf,
  benefitLines,
  isEligible,
  type Period,
  type Programme,
  type RosterOutcome,
} from '#domain';
import type { StreamCommand } from '../door/requests.js';
import { derivedId } from '../ids.js';
import { type ImportOwner, type ProgrammeResult, reportOf } from './import-state.js';
import type { LiveApplication, SubjectOfImport } from './subject-facts.js';

/** A row whose child is recognised, with all that decides what it is entitled to. */
export interface RecognisedRow {
  readonly line: number;
  readonly person: string;
  readonly outcome: RosterOutcome;
  readonly subject: SubjectOfImport;
  /** Applications this row drafted before. */
  readonly own: readonly string[];
  readonly revision: number;
}

/** What is to be done for one row and one programme. The result is what will be true once `commands` have passed. */
export interface PlannedDraft {
  readonly line: number;
  readonly result: ProgrammeResult;
  readonly commands: readonly StreamCommand[];
  /** The application whose card, telephone and bank this row gives; null where nothing is to be kept. */
  readonly valuesFor: string | null;
}

export interface DraftingContext extends ImportOwner {
  readonly importId: string;
  readonly programmes: readonly { readonly programme: Programme; readonly period: Period }[];
}

/** One plan per active programme: draft, leave alone, or say why not. */
export function planDrafts(
  row: RecognisedRow,
  live: readonly LiveApplication[],
  context: DraftingContext,
): PlannedDraft[] {
  return context.programmes.map(({ programme, period }) => {
    const { facts } = row.subject;
    const { eligible, reasons } = isEligible(programme, facts);
    const items = eligible ? benefitLines(programme, facts, period) : [];
    if (items.length === 0) {
      const why = eligible ? ['nothing-to-pay'] : reasons;
      return {
        line: row.line,
        result: { programme: programme.code, result: 'not-entitled', reasons: why },
        commands: [],
        valuesFor: null,
      };
    }
    const existing = live.find((each) => each.person === row.person && each.programme === programme.code);
    return planDraft(row, programme, items, existing ?? null, context);
  });
}

function planDraft(
  row: RecognisedRow,
  programme: Programme,
  items: BenefitLine[],
  existing: LiveApplication | null,
  context: DraftingContext,
): PlannedDraft {
  const { line } = row;
  const { code, version } = programme;
  // A row judged anew is drafted anew: the stream of a draft that was taken back is closed for good.
  const id = derivedId(context.importId, line, row.revision === 0 ? code : `${code}/${row.revision}`);
  const amountFen = items.reduce((sum, item) => sum + item.amountFen, 0);
  const flags = [...reportOf(row.outcome).flags];
  // Its own draft of an earlier attempt that was interrupted before it was written down.
  if (existing?.id === id)
    return {
      line,
      result: { programme: code, result: 'drafted', application: id, amountFen },
      commands: [],
      valuesFor: null,
    };
  if (existing && (existing.phase !== 'draft' || existing.school !== context.place.school)) {
    return {
      line,
      result: { programme: code, result: 'already', application: existing.id, phase: existing.phase },
      commands: [],
      valuesFor: null,
    };
  }
  const unchanged =
    existing !== null &&
    existing.version === version &&
    existing.amountFen === amountFen &&
    sameFlags(existing.flags, flags);
  if (existing && unchanged) {
    const application = existing.id;
    return {
      line,
      result: row.own.includes(application)
        ? { programme: code, result: 'drafted', application, amountFen }
        : { programme: code, result: 'already', application, phase: 'draft' },
      commands: [],
      valuesFor: existing.id,
    };
  }
  const { facts, checkedAgainst } = row.subject;
  const discard: StreamCommand[] = existing
    ? [{ kind: 'application', id: existing.id, command: { type: 'DiscardApplication' } }]
    : [];
  return {
    line,
    result: {
      programme: code,
      result: 'drafted',
      application: id,
      amountFen,
      ...(existing && { replaces: existing.id }),
    },
    commands: [
      ...discard,
      {
        kind: 'application',
        id,
        command: {
          type: 'DraftApplication',
          programme: { code, version },
          period: context.period,
          subject: row.person,
          place: context.place,
          items,
          basis: basisOf(facts),
          checkedAgainst,
          flags,
        },
      },
    ],
    valuesFor: id,
  };
}

const sameFlags = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((flag) => b.includes(flag));
