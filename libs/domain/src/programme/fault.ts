/** Something wrong in a programme, said so that whoever wrote the file can mend it. */
export interface ProgrammeFault {
  /** JSON pointer to the place: '/route/0/limit'. */
  readonly path: string;
  readonly zh: string;
  readonly en: string;
}

export function fault(path: string, zh: string, en: string): ProgrammeFault {
  return { path, zh, en };
}

/** The entries that repeat an earlier one's key: lists of a programme are referred to by key. */
export function repeatedKeys(path: string, keys: readonly string[], field = 'code'): ProgrammeFault[] {
  return keys.flatMap((key, index) =>
    keys.indexOf(key) === index
      ? []
      : [
          fault(
            `${path}/${index}/${field}`,
            `“${key}”重复，请改用不同的代码`,
            `"${key}" is used twice; choose another`,
          ),
        ],
  );
}

/** A fault where percentages do not make a whole. */
export function notAWhole(path: string, percentages: readonly number[]): ProgrammeFault[] {
  const sum = percentages.reduce((total, percent) => total + percent, 0);
  if (sum === 100) return [];
  return [fault(path, `各项比例之和为${sum}%，应为100%`, `the percentages make ${sum}; they must make 100`)];
}
