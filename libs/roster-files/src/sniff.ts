import type { RosterFileFault } from '#domain';

/** What the bytes are, whatever the name says. A zip may still turn out to be no workbook. */
export type Sniffed =
  | { readonly kind: 'zip' }
  | { readonly kind: 'text' }
  | { readonly kind: 'fault'; readonly fault: RosterFileFault };

type PlainFault = Extract<
  RosterFileFault['code'],
  'picture' | 'program' | 'pdf' | 'archive' | 'other_document' | 'unreadable'
>;

/** First bytes (hexadecimal) of what people upload by mistake, with the place where they stand. */
const SIGNATURES: readonly { readonly at: number; readonly bytes: string; readonly fault: PlainFault }[] = [
  { at: 0, bytes: '89504e470d0a1a0a', fault: 'picture' }, // PNG
  { at: 0, bytes: 'ffd8ff', fault: 'picture' }, // JPEG
  { at: 0, bytes: '474946383', fault: 'picture' }, // GIF
  { at: 0, bytes: '49492a00', fault: 'picture' }, // TIFF
  { at: 0, bytes: '4d4d002a', fault: 'picture' }, // TIFF
  { at: 8, bytes: '57454250', fault: 'picture' }, // WebP inside RIFF
  { at: 4, bytes: '66747970', fault: 'picture' }, // HEIC, AVIF, MP4: what telephones make
  { at: 0, bytes: '4d5a', fault: 'program' }, // Windows
  { at: 0, bytes: '7f454c46', fault: 'program' }, // ELF
  { at: 0, bytes: 'cafebabe', fault: 'program' }, // Java, Mach-O
  { at: 0, bytes: '2321', fault: 'program' }, // #! script
  { at: 0, bytes: '25504446', fault: 'pdf' },
  { at: 0, bytes: '526172211a07', fault: 'archive' }, // RAR
  { at: 0, bytes: '377abcaf271c', fault: 'archive' }, // 7z
  { at: 0, bytes: '1f8b', fault: 'archive' }, // gzip
  { at: 0, bytes: '7b5c727466', fault: 'other_document' }, // RTF
];

const OLE2 = 'd0cf11e0a1b11ae1';
const ZIP = '504b0304';
const EMPTY_ZIP = '504b0506';
const BITMAP = '424d';

/** Names the kind of a file by its first bytes. */
export function sniff(bytes: Buffer): Sniffed {
  if (bytes.length === 0) return fault({ code: 'empty_file' });
  const starts = (signature: string, at = 0) => hex(bytes, at, signature.length).startsWith(signature);
  if (starts(ZIP)) return { kind: 'zip' };
  if (starts(EMPTY_ZIP)) return fault({ code: 'unreadable' });
  if (starts(OLE2))
    return fault({ code: holdsUtf16(bytes, 'EncryptedPackage') ? 'encrypted' : oldOfficeFormat(bytes) });
  // "BM" could begin a text; a bitmap carries its own length in the next four bytes.
  if (starts(BITMAP) && bytes.length >= 6 && bytes.readUInt32LE(2) === bytes.length) return fault({ code: 'picture' });
  const known = SIGNATURES.find((signature) => starts(signature.bytes, signature.at));
  if (known) return fault({ code: known.fault });
  return { kind: 'text' };
}

/** .xls and .doc share one container; a stream named Workbook or Book tells them apart. */
function oldOfficeFormat(bytes: Buffer): 'old_excel' | 'other_document' {
  return holdsUtf16(bytes, 'WordDocument') || holdsUtf16(bytes, 'PowerPoint Document') ? 'other_document' : 'old_excel';
}

function holdsUtf16(bytes: Buffer, name: string): boolean {
  return bytes.includes(Buffer.from(name, 'utf16le'));
}

function hex(bytes: Buffer, at: number, digits: number): string {
  return bytes.subarray(at, at + Math.ceil(digits / 2)).toString('hex');
}

function fault(it: RosterFileFault): Sniffed {
  return { kind: 'fault', fault: it };
}
