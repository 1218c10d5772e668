/** `994116********2806`: region and last four, enough to tell two children apart. */
export const maskIdNumber = (value: string): string => keepEnds(value, 6, 4);

/** Last four digits of a bank card. */
export const maskCard = (value: string): string => keepEnds(value, 0, 4);

export const maskPhone = (value: string): string => keepEnds(value, 3, 4);

function keepEnds(value: string, head: number, tail: number): string {
  // What is too short to be what it should be is not shown at all.
  if (value.length < head + tail + 3) return '*'.repeat(value.length);
  return value.slice(0, head) + '*'.repeat(value.length - head - tail) + value.slice(-tail);
}
