/**
 * Characters that many older systems still write in Unicode's private area (U+E815 to U+E864), because GBK gave them
 * no place of their own; in order, as GB 18030-2005 table 0xFE50 maps them. A blank means that none is assigned.
 */
const PRIVATE_AREA_START = 0xe815;
const FROM_PRIVATE_AREA = [
  ...'⺁\u3000\u3000\u3000⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧\u3000龸⺪䁖䅟⺮䌷⺳⺶⺷\u3000䎱䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺\u3000䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻',
];

/** Zero-width and direction marks, soft hyphens, byte order marks, variation selectors, control characters. */
const INVISIBLE = /\p{Cf}|\p{Variation_Selector}|\u034f|(?!\s)\p{Cc}/gu;

/** Blanks of every width, the ideographic one and the Hangul filler included. */
const BLANKS = /[\s\u2800\u3164]+/gu;

/** Every way in which the separator of minority names (阿依·古丽) is typed. */
const DOTS = '\u00b7\u2022\u2027\u2219\u22c5\u2e31\u30fb\uff65\u0387\u25cf\u16eb';
const NAME_DOTS = new RegExp(`[${DOTS}]+`, 'gu');
/** A full stop is a separator only between two letters. */
const DOTS_OR_STOPS_INSIDE = new RegExp(`(?<=\\p{L})[${DOTS}.\u3002\uff61]+(?=\\p{L})`, 'gu');
/** A blank is part of a name only between two Latin words. */
const PADDING = /(?<!\p{Script=Latin}) | (?!\p{Script=Latin})/gu;

/** Full-width letters, digits and signs to their ASCII forms; the ideographic blank to a blank. */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ');
}

/** Text without invisible characters, in NFC and half width, blanks collapsed. Idempotent. */
export function normaliseText(text: string): string {
  return toHalfWidth(text.replace(INVISIBLE, '').normalize('NFC')).replace(BLANKS, ' ').trim().normalize('NFC');
}

/** As `normaliseText`, and no blanks at all: for numbers, codes and column titles. */
export function normaliseCode(text: string): string {
  return normaliseText(text).replace(BLANKS, '').normalize('NFC');
}

/**
 * A person's name in the one form that is compared: blanks inside Chinese names dropped (they are padding: 王　伟),
 * single between Latin words; every separator dot as · (U+00B7); private-area characters at their real code points.
 * Rare characters (䶮, 𠮷) are kept. Idempotent.
 */
export function normaliseName(text: string): string {
  const unpadded = fromPrivateArea(normaliseText(text)).replace(PADDING, '').normalize('NFC');
  return unpadded.replace(DOTS_OR_STOPS_INSIDE, '·').replace(NAME_DOTS, '·');
}

function fromPrivateArea(text: string): string {
  return text.replace(/[\ue815-\ue864]/g, (char) => {
    const real = FROM_PRIVATE_AREA[char.charCodeAt(0) - PRIVATE_AREA_START];
    return real === undefined || real === '\u3000' ? char : real;
  });
}
