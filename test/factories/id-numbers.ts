const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A made-up identity number that passes the checksum (GB 11643); region 99 exists nowhere. */
export function idNumber(born: string, serial: number): string {
  const body = `9${String(90000 + Math.floor(serial / 1000)).padStart(5, '0')}${born}${String(serial % 1000).padStart(3, '0')}`;
  const sum = [...body].reduce((total, digit, i) => total + Number(digit) * WEIGHTS[i]!, 0);
  return body + '10X98765432'[sum % 11];
}
