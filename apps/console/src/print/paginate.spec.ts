import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { paginate } from './paginate.js';

const groups = fc.array(
  fc.record({
    title: fc.option(fc.constantFrom('一年级1班', '二年级1班')),
    rows: fc.array(fc.nat(), { maxLength: 40 }),
  }),
  { maxLength: 12 },
);
const room = fc.integer({ min: 2, max: 30 });

describe('a list set into sheets of paper', () => {
  it('loses nobody, repeats nobody and numbers all of them through', () => {
    fc.assert(
      fc.property(groups, room, (given, lines) => {
        const printed = paginate(given, lines)
          .flat()
          .filter((line) => line.kind === 'row');
        expect(printed.map(({ row }) => row)).toEqual(given.flatMap(({ rows }) => rows));
        expect(printed.map(({ no }) => no)).toEqual(printed.map((_, index) => index + 1));
      }),
    );
  });

  it('never has more lines on a sheet than fit, nor a heading at its end', () => {
    fc.assert(
      fc.property(groups, room, (given, lines) => {
        for (const sheet of paginate(given, lines)) {
          expect(sheet.length).toBeLessThanOrEqual(lines);
          expect(sheet.at(-1)?.kind).not.toBe('heading');
        }
      }),
    );
  });

  it('says on each sheet whose rows go on there', () => {
    const sheets = paginate(
      [
        { title: '一年级1班', rows: [1, 2, 3] },
        { title: '二年级1班', rows: [4] },
      ],
      3,
    );
    expect(
      sheets.map((sheet) => sheet.map((line) => (line.kind === 'row' ? line.row : [line.title, line.continued]))),
    ).toEqual([
      [['一年级1班', false], 1, 2],
      [['一年级1班', true], 3],
      [['二年级1班', false], 4],
    ]);
  });
});
