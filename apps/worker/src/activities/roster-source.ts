import type { RosterSource } from '#persistence';
import { openRosterFile, RosterFileRefused, type RowBatches } from '#roster-files';

/** An uploaded file as an import reads it: a fault that shows only while the rows go by is the last of its pieces. */
export async function openRosterSource(bytes: Buffer): Promise<RosterSource> {
  const file = await openRosterFile(bytes);
  if (!file.ok) return file;
  const { format, encoding, sheetName, otherSheets } = file;
  const otherRosterSheets = otherSheets.filter(({ looksLikeRoster }) => looksLikeRoster).map(({ name }) => name);
  return { ok: true, format, encoding, sheetName, otherRosterSheets, pieces: piecesOf(file.rows()) };
}

async function* piecesOf(batches: RowBatches): Extract<RosterSource, { ok: true }>['pieces'] {
  try {
    for await (const rows of batches) yield { rows };
  } catch (error) {
    if (!(error instanceof RosterFileRefused)) throw error;
    yield { fault: error.fault };
  }
}
