const SHOWN = 4;

/** A number with its middle hidden: 994***********1234. Short ones are hidden altogether. */
export function maskNumber(number: string): string {
  if (number.length < 2 * SHOWN) return '*'.repeat(number.length);
  return number.slice(0, SHOWN - 1) + '*'.repeat(number.length - 2 * SHOWN + 1) + number.slice(-SHOWN);
}

/** Hides every number in a sentence that is long enough to be somebody's identity, card or telephone. */
export function maskNumbersIn(sentence: string): string {
  return sentence.replace(/\d{10,}[\dXx]?/g, maskNumber);
}
