/** How large a roster may be; a county's largest school has some thousand rows of fifteen columns. */
export interface RosterFileLimits {
  /** Bytes of the file as uploaded. */
  readonly fileBytes: number;
  /** Bytes of everything in a workbook, unpacked. */
  readonly unpackedBytes: number;
  /** Bytes of a workbook's shared texts, unpacked: all that is held in memory while its rows go by. */
  readonly sharedTextBytes: number;
  /** Parts of a workbook: sheets, styles, pictures. */
  readonly parts: number;
  /** A part that unpacks to more than this many times its packed size is suspicious (from 1 MiB on). */
  readonly ratio: number;
  readonly rows: number;
  readonly columns: number;
  /** Characters of one cell; what is longer is cut, no fact about a child needs them. */
  readonly cellLength: number;
}

export const ROSTER_FILE_LIMITS: RosterFileLimits = {
  fileBytes: 32 << 20,
  unpackedBytes: 256 << 20,
  sharedTextBytes: 64 << 20,
  parts: 500,
  ratio: 200,
  rows: 200_000,
  columns: 1_000,
  cellLength: 4_096,
};
