import { isTelephone, normaliseTelephone, normaliseText, readBankCard } from '../roster/index.js';

/** What a school enters for a child whose draft it begins, because no register knows it. */
export interface EnteredDetails {
  readonly card?: string;
  readonly bank?: string;
  readonly telephone: string;
}

/** The child a line of the form is about. */
export interface ChildOfLine {
  readonly name: string;
  /** The registry's household; null for a special child of none. */
  readonly household: string | null;
  /** Something of the programme goes to the household's card. */
  readonly needsCard: boolean;
}

export interface HouseholdDetails {
  readonly card: string | null;
  readonly bank: string | null;
  readonly telephone: string;
}

export type DetailFault =
  | { readonly field: 'card'; readonly code: 'card_missing' | 'card_faulty' }
  | { readonly field: 'card'; readonly code: 'card_shared'; readonly with: string }
  | { readonly field: 'bank'; readonly code: 'bank_missing' }
  | { readonly field: 'telephone'; readonly code: 'telephone_missing' | 'telephone_faulty' };

export interface CheckedLine {
  readonly details: HouseholdDetails;
  readonly faults: readonly DetailFault[];
}

/**
 * Checks a form with one line per child, in its order. Brothers and sisters share their household's card; two households
 * never should, and a form refuses what a roster would only flag: whoever types one card can type it right.
 */
export function checkDetails(lines: readonly { entered: EnteredDetails; child: ChildOfLine }[]): CheckedLine[] {
  const ownerOf = new Map<string, ChildOfLine>();
  return lines.map(({ entered, child }) => {
    const reading = readBankCard(entered.card);
    const card = reading.kind === 'card' ? reading.card : null;
    const bank = normaliseText(entered.bank ?? '') || null;
    const telephone = normaliseTelephone(entered.telephone);
    const faults: DetailFault[] = [];
    if (reading.kind === 'faulty') faults.push({ field: 'card', code: 'card_faulty' });
    if (reading.kind === 'blank' && child.needsCard) faults.push({ field: 'card', code: 'card_missing' });
    if (card !== null && bank === null) faults.push({ field: 'bank', code: 'bank_missing' });
    if (telephone === '') faults.push({ field: 'telephone', code: 'telephone_missing' });
    else if (!isTelephone(telephone)) faults.push({ field: 'telephone', code: 'telephone_faulty' });
    const owner = card === null ? undefined : ownerOf.get(card);
    if (owner && (owner.household === null || owner.household !== child.household))
      faults.push({ field: 'card', code: 'card_shared', with: owner.name });
    if (card !== null && !owner) ownerOf.set(card, child);
    return { details: { card, bank, telephone }, faults };
  });
}
