import yauzl from 'yauzl';
import type { RosterFileFault } from '#domain';
import type { RosterFileLimits } from './limits.js';
import { faultOf, RosterFileRefused } from './sheet-source.js';

/** A workbook whose parts may be unpacked: together they are no larger than the limits allow. */
export interface GuardedWorkbook {
  /** In the workbook's order; `part` is the name of the worksheet's part. */
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean; readonly part: string }[];
  /** Days are counted from 1904-01-01, as on old Macintoshes. */
  readonly from1904: boolean;
  /**
   * A part's bytes, unpacked piece by piece; null where the workbook has no such part. The stream fails where the part
   * unpacks to more than it declares.
   */
  open(part: string): Promise<AsyncIterable<Buffer>> | null;
  close(): void;
}

export type GuardResult =
  | { readonly ok: true; readonly workbook: GuardedWorkbook }
  | { readonly ok: false; readonly fault: RosterFileFault };

export const SHARED_TEXTS = 'xl/sharedStrings.xml';
const WORKBOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';
const SUSPICIOUS_FROM_BYTES = 1 << 20;
/** The list of sheets; a workbook whose list is longer than this is none. */
const LONGEST_LIST = 4 << 20;
/** Bit 0 of a zip entry's general purpose flags (APPNOTE 4.4.4). */
const ENCRYPTED = 1;

/**
 * Refuses a zip bomb before anything of it is unpacked, by the sizes it declares. Those may lie: whoever then opens a
 * part is stopped where it grows beyond its declared size.
 */
export async function guardXlsx(bytes: Buffer, limits: RosterFileLimits): Promise<GuardResult> {
  try {
    return { ok: true, workbook: await inspect(bytes, limits) };
  } catch (error) {
    return { ok: false, fault: faultOf(error) };
  }
}

async function inspect(bytes: Buffer, limits: RosterFileLimits): Promise<GuardedWorkbook> {
  const zip = await openZip(bytes);
  const parts = await partsOf(zip, limits);
  if (!parts.has(WORKBOOK)) throw new RosterFileRefused({ code: foreignZip(new Set(parts.keys())) });
  const open = (name: string) => {
    const part = parts.get(name);
    return part ? unpack(zip, part) : null;
  };
  const workbook = await textOf(open(WORKBOOK));
  return {
    sheets: sheetsOf(workbook, await textOf(open(RELATIONS))).filter(({ part }) => parts.has(part)),
    from1904: /<(?:\w+:)?workbookPr\s[^>]*\bdate1904\s*=\s*["'](?:1|true)["']/.test(workbook),
    open,
    close: () => zip.close(),
  };
}

async function partsOf(zip: yauzl.ZipFile, limits: RosterFileLimits): Promise<Map<string, yauzl.Entry>> {
  const parts = new Map<string, yauzl.Entry>();
  let unpacked = 0;
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', resolve);
    zip.on('entry', (entry: yauzl.Entry) => {
      parts.set(entry.fileName, entry);
      unpacked += entry.uncompressedSize;
      const fault = refusalOf(entry, parts.size, unpacked, limits);
      if (fault) reject(new RosterFileRefused(fault));
      else zip.readEntry();
    });
    zip.readEntry();
  });
  return parts;
}

function refusalOf(
  entry: yauzl.Entry,
  parts: number,
  unpacked: number,
  limits: RosterFileLimits,
): RosterFileFault | null {
  if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) return { code: 'encrypted' };
  const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
  const inflated = entry.uncompressedSize > SUSPICIOUS_FROM_BYTES && ratio > limits.ratio;
  const tooMuchText = entry.fileName === SHARED_TEXTS && entry.uncompressedSize > limits.sharedTextBytes;
  return parts > limits.parts || unpacked > limits.unpackedBytes || inflated || tooMuchText
    ? { code: 'zip_bomb' }
    : null;
}

function unpack(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<AsyncIterable<Buffer>> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
}

async function textOf(opening: Promise<AsyncIterable<Buffer>> | null): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of opening ? await opening : []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LONGEST_LIST) throw new RosterFileRefused({ code: 'zip_bomb' });
  }
  return Buffer.concat(chunks).toString('utf8');
}

function sheetsOf(workbook: string, relations: string): { name: string; hidden: boolean; part: string }[] {
  const targets = new Map<string, string>();
  for (const [tag] of relations.matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g)) {
    targets.set(attribute(tag, 'Id'), attribute(tag, 'Target').replace(/^\/?(?:xl\/)?/, 'xl/'));
  }
  return [...workbook.matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)].flatMap(([tag]) => {
    const part = targets.get(attribute(tag, 'r:id'));
    const hidden = /hidden/i.test(attribute(tag, 'state'));
    return part ? [{ name: unescapeXml(attribute(tag, 'name')), hidden, part }] : [];
  });
}

function attribute(tag: string, name: string): string {
  return new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1] ?? '';
}

const XML_ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(\w+);/g, (whole, name: string) => XML_ENTITIES[name] ?? whole);
}

/** A zip that is no workbook: another office document, or simply an archive of rosters. */
function foreignZip(names: ReadonlySet<string>): 'other_document' | 'archive' {
  const isDocument = ['[Content_Types].xml', 'mimetype', 'xl/workbook.bin'].some((name) => names.has(name));
  return isDocument ? 'other_document' : 'archive';
}

function openZip(bytes: Buffer): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    const options = { lazyEntries: true, validateEntrySizes: true, autoClose: false };
    yauzl.fromBuffer(bytes, options, (error, zip) => (error ? reject(error) : resolve(zip)));
  });
}
