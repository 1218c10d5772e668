import { readFile } from 'node:fs/promises';

/** One thing to mend in a file: where, and what to do about it. */
export interface FileFault {
  /** JSON pointer; empty for the file as a whole. */
  readonly path: string;
  readonly zh: string;
  readonly en: string;
}

/** A file of data (programme, calendar) that cannot be used. The message lists every fault on a line of its own. */
export class DataFileError extends Error {
  override readonly name = 'DataFileError';

  constructor(
    readonly file: string,
    readonly faults: readonly FileFault[],
  ) {
    super(faults.map(({ path, zh, en }) => `${file}${path === '' ? '' : ` ${path}`}: ${en} (${zh})`).join('\n'));
  }
}

/** Reads a JSON file. @throws DataFileError where it cannot be read or is not JSON. */
export async function readJsonFile(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new DataFileError(file, [{ path: '', zh: '文件无法读取', en: `cannot be read: ${cause.message}` }]);
  });
  try {
    return JSON.parse(text);
  } catch (cause) {
    const { message } = cause as Error;
    throw new DataFileError(file, [
      { path: '', zh: '不是有效的JSON，请检查逗号和引号', en: `is not JSON: ${message}` },
    ]);
  }
}
