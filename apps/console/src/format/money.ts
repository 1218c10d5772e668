/** Fen as yuan with separators: 123456 → 1,234.56. */
export function yuan(fen: number): string {
  const sign = fen < 0 ? '-' : '';
  const whole = Math.floor(Math.abs(fen) / 100)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${whole}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;
}

/** A difference shows its direction. */
export const signed = (count: number): string => (count > 0 ? `+${count}` : `${count}`);

export const signedYuan = (fen: number): string => (fen > 0 ? `+${yuan(fen)}` : yuan(fen));
