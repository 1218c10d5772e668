const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'] as const;
const TEN_THOUSAND = 10_000;
const HUNDRED_MILLION = 100_000_000;

/**
 * An amount as it stands on a payment document: 1,050.07 yuan → 壹仟零伍拾元零柒分. By 《支付结算办法》附一《正确填写票据
 * 和结算凭证的基本规定》: digits of the formal set; several zeros inside are read as one 零; 零 also stands after 元 where its
 * digit is 0 or the jiao are missing; 整 ends an amount without fen. Where the rule leaves a choice (零 before 角, 整 after
 * 角) it is written, so that nothing can be added afterwards.
 *
 * @param fen integer, 0 up to and including Number.MAX_SAFE_INTEGER
 * @throws RangeError where it is not
 */
export function capitals(fen: number): string {
  if (!Number.isSafeInteger(fen) || fen < 0) throw new RangeError(`no amount of money: ${fen}`);
  const [yuan, jiao, rest] = [Math.floor(fen / 100), Math.floor((fen % 100) / 10), fen % 10];
  if (yuan === 0 && fen > 0) return small(jiao, rest);
  const gap = fen % 100 > 0 && (jiao === 0 || yuan % 10 === 0) ? '零' : '';
  return `${integer(yuan)}元${gap}${small(jiao, rest)}`;
}

const small = (jiao: number, fen: number): string =>
  `${jiao > 0 ? `${DIGITS[jiao]}角` : ''}${fen > 0 ? `${DIGITS[fen]}分` : '整'}`;

function integer(value: number): string {
  if (value >= HUNDRED_MILLION) return split(value, HUNDRED_MILLION, '亿');
  if (value >= TEN_THOUSAND) return split(value, TEN_THOUSAND, '万');
  return value === 0 ? '零' : fourDigits(value);
}

/** What counts in this unit, and what is left; 零 between where the left does not begin at the unit's next place. */
function split(value: number, size: number, unit: string): string {
  const left = value % size;
  const gap = left > 0 && left < size / 10 ? '零' : '';
  return `${integer(Math.floor(value / size))}${unit}${gap}${left > 0 ? integer(left) : ''}`;
}

function fourDigits(value: number): string {
  let text = '';
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(value / 10 ** place) % 10;
    if (digit > 0) text += `${DIGITS[digit]}${PLACES[place]}`;
    else if (text && !text.endsWith('零') && value % 10 ** place > 0) text += '零';
  }
  return text;
}
