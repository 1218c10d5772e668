import yauzl from 'yauzl';
import type { RosterFileFault } from '#domain';
import type { RosterFileLimits } from './limits.js';
import { type SheetExtent, SheetProbe } from './sheet-probe.js';

export interface GuardedWorkbook {
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean; readonly extent: SheetExtent }[];
}

export type GuardResult =
  | { readonly ok: true; readonly workbook: GuardedWorkbook }
  | { readonly ok: false; readonly fault: RosterFileFault };

class Refused extends Error {
  constructor(readonly fault: RosterFileFault) {
    super(fault.code);
  }
}

const WORKBOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';
const SUSPICIOUS_FROM_BYTES = 1 << 20;
/** Bit 0 of a zip entry's general purpose flags (APPNOTE 4.4.4). */
const ENCRYPTED = 1;

/**
 * Refuses a zip bomb before any library sees the bytes. Declared sizes may lie, so every part is unpacked once through
 * a counter (yauzl fails where declared and real size differ); sheets are probed on the way.
 */
export async function guardXlsx(bytes: Buffer, limits: RosterFileLimits): Promise<GuardResult> {
  try {
    return { ok: true, workbook: await inspect(bytes, limits) };
  } catch (error) {
    return { ok: false, fault: error instanceof Refused ? error.fault : { code: 'unreadable' } };
  }
}

async function inspect(bytes: Buffer, limits: RosterFileLimits): Promise<GuardedWorkbook> {
  const zip = await openZip(bytes);
  const probes = new Map<string, SheetProbe>();
  const texts = new Map<string, string>();
  const names = new Set<string>();
  let unpacked = 0;
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', resolve);
    zip.on('entry', (entry: yauzl.Entry) => {
      names.add(entry.fileName);
      unpacked += entry.uncompressedSize;
      const fault = refusalOf(entry, names.size, unpacked, limits);
      if (fault) return reject(new Refused(fault));
      unpackEntry(zip, entry, probes, texts).then(() => zip.readEntry(), reject);
    });
    zip.readEntry();
  }).finally(() => zip.close());
  if (!names.has(WORKBOOK)) throw new Refused({ code: foreignZip(names) });
  return { sheets: sheetsOf(texts, probes) };
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
  return parts > limits.parts || unpacked > limits.unpackedBytes || inflated ? { code: 'zip_bomb' } : null;
}

async function unpackEntry(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  probes: Map<string, SheetProbe>,
  texts: Map<string, string>,
): Promise<void> {
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  if (/^xl\/worksheets\/[^/]+\.xml$/.test(entry.fileName)) {
    const probe = new SheetProbe();
    for await (const chunk of stream) probe.write(chunk as Buffer);
    probe.end();
    probes.set(entry.fileName, probe);
    return;
  }
  const keep = entry.fileName === WORKBOOK || entry.fileName === RELATIONS;
  const chunks: Buffer[] = [];
  for await (const chunk of stream) if (keep) chunks.push(chunk as Buffer);
  if (keep) texts.set(entry.fileName, Buffer.concat(chunks).toString('utf8'));
}

/** Worksheets in the workbook's order, each with the extent of its part. */
function sheetsOf(texts: ReadonlyMap<string, string>, probes: ReadonlyMap<string, SheetProbe>) {
  const targets = new Map<string, string>();
  for (const [tag] of (texts.get(RELATIONS) ?? '').matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g)) {
    targets.set(attribute(tag, 'Id'), attribute(tag, 'Target').replace(/^\/?(?:xl\/)?/, 'xl/'));
  }
  return [...(texts.get(WORKBOOK) ?? '').matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)].flatMap(([tag]) => {
    const probe = probes.get(targets.get(attribute(tag, 'r:id')) ?? '');
    const hidden = /hidden/i.test(attribute(tag, 'state'));
    return probe ? [{ name: unescapeXml(attribute(tag, 'name')), hidden, extent: probe }] : [];
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
