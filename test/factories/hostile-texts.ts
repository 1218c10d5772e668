import fc from 'fast-check';

/** What people who wish nobody well write into fields: for spreadsheets, databases, browsers, shells, mail and eyes. */
export const HOSTILE_TEXTS = [
  '=HYPERLINK("http://evil.example","点我")',
  '=1+1',
  '+86 139',
  "-2+3+cmd|' /C calc'!A0",
  '@SUM(A1:A9)',
  '\t=1+1',
  ' =1+1',
  '＝1+1',
  "'; DROP TABLE applications; --",
  "' OR '1'='1",
  '$1; SELECT pg_sleep(9)',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</td></table><h1>发放完毕</h1>',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: braces of templates are among what is tried
  '{{7*7}} ${7*7} #{7*7}',
  '%n%s%x',
  '\\u003cscript\\u003e',
  'a\r\nBcc: victim@evil.example',
  'a\nb',
  '\u202E拒不\u202C',
  '\u2067同意\u2069',
  '\u200B\uFEFF',
  '\u0001\u001B[31m红',
  'e\u0301\u0301\u0301',
  '𠮷䶮',
  '../../../../etc/passwd',
  '__proto__',
  'null',
] as const;

/** Hostile texts as they are, among others, and whatever else Unicode has; never NUL nor half a character. */
export const hostileText = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom(...HOSTILE_TEXTS),
    fc
      .tuple(fc.string({ unit: 'grapheme', maxLength: 8 }), fc.constantFrom(...HOSTILE_TEXTS))
      .map((parts) => parts.join('')),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).map((text) => text.replaceAll('\0', '')),
  );
