/** How large a roster may be; a county's largest school has some thousand rows of fifteen columns. */
export interface RosterFileLimits {
  /** Bytes of the file as uploaded. */
  readonly fileBytes: number;
  /** Bytes of everything in a workbook, unpacked. */
  readonly unpackedBytes: number;
  /** Parts of a workbook: sheets, styles, pictures. */
  readonly parts: number;
  /** A part that unpacks to more than this many times its packed size is suspicious (from 1 MiB on). */
  readonly ratio: number;
  readonly rows: number;
  readonly columns: number;
  /** Rows times columns, of all sheets together: the reader fills the rectangles. */
  readonly cells: number;
}

export const ROSTER_FILE_LIMITS: RosterFileLimits = {
  fileBytes: 32 << 20,
  unpackedBytes: 256 << 20,
  parts: 500,
  ratio: 200,
  rows: 200_000,
  columns: 1_000,
  cells: 6_000_000,
};
