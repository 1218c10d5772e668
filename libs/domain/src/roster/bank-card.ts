import { isScientific } from './id-number.js';
import { cellText, formulaText, hasLostDigits, isFormula, type SheetCell } from './sheet.js';
import { normaliseCode } from './text.js';

export type CardFaultCause = 'checksum' | 'length' | 'characters' | 'scientific' | 'number' | 'formula';

export type BankCardReading =
  | { readonly kind: 'blank' }
  | { readonly kind: 'faulty'; readonly cause: CardFaultCause; readonly found: string }
  | { readonly kind: 'card'; readonly card: string };

/** Card numbers run from 13 to 19 digits (ISO/IEC 7812-1); Chinese debit cards have 16 to 19. */
const CARD_LENGTH = /^\d{13,19}$/;

/** The one form in which card numbers are compared: no blanks, no hyphens. Idempotent. */
export function normaliseBankCard(text: string): string {
  return normaliseCode(text).replace(/[-‐-―−_']/gu, '');
}

/** ISO/IEC 7812-1 Annex B: the digits, every second from the right doubled, add up to a multiple of ten. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

export function readBankCard(cell: SheetCell | undefined): BankCardReading {
  if (isFormula(cell)) return { kind: 'faulty', cause: 'formula', found: formulaText(cell) };
  const found = normaliseBankCard(cellText(cell));
  if (found === '') return { kind: 'blank' };
  if (hasLostDigits(cell)) return { kind: 'faulty', cause: 'number', found };
  if (isScientific(found)) return { kind: 'faulty', cause: 'scientific', found };
  if (!/^\d+$/.test(found)) return { kind: 'faulty', cause: 'characters', found };
  if (!CARD_LENGTH.test(found)) return { kind: 'faulty', cause: 'length', found };
  return passesLuhn(found) ? { kind: 'card', card: found } : { kind: 'faulty', cause: 'checksum', found };
}
