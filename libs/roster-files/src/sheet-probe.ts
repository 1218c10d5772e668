/** What a worksheet's XML says before a reader may have it: its extent, and which cells are formulas. */
export interface SheetExtent {
  /** Highest row and column (1-based) with a value. */
  readonly rows: number;
  readonly columns: number;
  /** 'D5' → the formula's source, '' where the file shares it with another cell. */
  readonly formulas: ReadonlyMap<string, string>;
}

/** A cell's opening tag, whether it is empty, and the formula it may begin with. */
const CELL =
  /<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*?(?:(\/>|><\/(?:\w+:)?c>)|>(<(?:\w+:)?f(?=[\s>/])[^>]*>([^<]{0,200}))?)/g;

/** A cell's text may be long; a tag is not. What is held back never grows beyond this. */
const LONGEST_HELD_BACK = 256 << 10;

/** Scans a worksheet piece by piece, so that a hostile sheet is refused before it is ever held whole. */
export class SheetProbe implements SheetExtent {
  rows = 0;
  columns = 0;
  readonly formulas = new Map<string, string>();
  private heldBack = '';

  /** `latin1` keeps one character per byte; tags and addresses are ASCII. */
  write(chunk: Buffer): void {
    const text = this.heldBack + chunk.toString('latin1');
    // The last cell may be cut by the end of the chunk, its formula too: it waits for the next one.
    const lastCell = Math.max(text.lastIndexOf('<c '), text.lastIndexOf(':c '));
    const cut = lastCell > 0 && text.length - lastCell < LONGEST_HELD_BACK ? text.lastIndexOf('<', lastCell) : 0;
    const until = cut > 0 ? cut : text.length < LONGEST_HELD_BACK ? 0 : text.length;
    this.scan(text.slice(0, until));
    this.heldBack = text.slice(until);
  }

  end(): void {
    this.scan(this.heldBack);
    this.heldBack = '';
  }

  private scan(text: string): void {
    for (const [, letters, digits, empty, isFormula, formula = ''] of text.matchAll(CELL)) {
      if (empty) continue;
      this.rows = Math.max(this.rows, Number(digits));
      this.columns = Math.max(this.columns, columnNumber(letters as string));
      if (isFormula) this.formulas.set(`${letters}${digits}`, Buffer.from(formula, 'latin1').toString());
    }
  }
}

/** 'A' → 1, 'Z' → 26, 'AA' → 27. */
export function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
}
