import type { FastifyRequest } from 'fastify';
import { type RosterFileFault, readRoster } from '#domain';
import { BYTES_IN_REQUEST, ROWS_IN_REQUEST, type UploadedFile, type UploadedRoster } from '#persistence';
import { glanceAtRosterFile, readRosterFile } from '#roster-files';
import { brokenUpload } from '../http/broken-upload.js';
import { LARGEST_FILE } from '../http/plugins.js';
import { fileProblemCode } from '../problems/import-problems.js';
import { ProblemError } from '../problems/problem-error.js';

/** An uploaded file as it came, with the plain fields beside it. */
export interface Upload {
  readonly fileName: string;
  readonly bytes: Buffer;
  readonly fields: Readonly<Record<string, string>>;
}

/** Longer names are cut: a name is shown to people, never used as a path. */
const LONGEST_NAME = 200;

/** Takes the one file of a multipart request. @throws ProblemError where there is none, or it is too large. */
export async function receiveUpload(request: FastifyRequest): Promise<Upload> {
  if (!request.isMultipart()) throw new ProblemError('IMPORT.FILE_MISSING');
  const fields: Record<string, string> = {};
  let file: { fileName: string; bytes: Buffer } | null = null;
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') file = { fileName: cleanName(part.filename), bytes: await part.toBuffer() };
      else fields[part.fieldname] = String(part.value);
    }
  } catch (error) {
    if ((error as { code?: string }).code !== 'FST_REQ_FILE_TOO_LARGE') throw brokenUpload(error);
    // How large it is nobody knows: reading stopped at the limit.
    throw fileProblem({
      code: 'too_large',
      bytes: Math.max(LARGEST_FILE + 1, Number(request.headers['content-length']) || 0),
      limitBytes: LARGEST_FILE,
    });
  }
  if (!file) throw new ProblemError('IMPORT.FILE_MISSING');
  return { ...file, fields };
}

function cleanName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
  const plain = name.replace(/[\u0000-\u001f\u007f]|\p{Surrogate}/gu, '').replace(/^.*[\\/]/, '');
  return [...plain].slice(0, LONGEST_NAME).join('') || 'roster';
}

/**
 * What an import is made of: a roster's rows where they are few, else the file, which a workflow reads.
 *
 * @throws ProblemError with the fault's own code and sentence, where that shows without reading a large file.
 */
export async function readUpload(upload: Upload): Promise<UploadedRoster | UploadedFile> {
  const { fileName, bytes } = upload;
  if (bytes.length <= BYTES_IN_REQUEST) {
    const roster = await readRows(upload);
    if (roster.sheet.rows.length <= ROWS_IN_REQUEST) return roster;
  } else {
    const fault = await glanceAtRosterFile(bytes);
    if (fault) throw fileProblem(fault);
  }
  return { fileName, bytes };
}

async function readRows({ fileName, bytes }: Upload): Promise<UploadedRoster> {
  const file = await readRosterFile(bytes);
  if (!file.ok) throw fileProblem(file.fault);
  const sheet = readRoster(file.rows);
  if (sheet.fileFault) throw fileProblem(sheet.fileFault);
  const { format, encoding, sheetName, otherSheets } = file;
  const otherRosterSheets = otherSheets.filter(({ looksLikeRoster }) => looksLikeRoster).map(({ name }) => name);
  return { fileName, bytes, sheet, file: { format, encoding, sheetName, otherRosterSheets } };
}

export function fileProblem({ code, ...params }: RosterFileFault): ProblemError {
  return new ProblemError(fileProblemCode(code), params);
}
