import { normaliseCode } from './text.js';

/** Digits only, the country code +86 or 0086 dropped; '' for blank. Idempotent. */
export function normaliseTelephone(text: string): string {
  return normaliseCode(text)
    .replace(/[-‐-―−()']/gu, '')
    .replace(/^(\+86|0086)+(?=[01]\d{9,})/, '');
}

/** A mobile number (11 digits, 1 in front) or a land line with its area code. */
export function isTelephone(text: string): boolean {
  return /^1\d{10}$/.test(text) || /^0\d{2,3}\d{7,8}$/.test(text);
}
