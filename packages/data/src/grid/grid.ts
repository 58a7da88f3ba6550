/** What a cell of a sheet holds. */
export const EMPTY = 0;
export const NUMBER = 1;
export const TEXT = 2;
/** A number shown as a date, or as a code with leading zeros: it has both. */
export const SHOWN = 3;
/** `#N/A`, `#DIV/0!` and their like, as text. */
export const ERROR = 4;

/** Cells of a column of a sheet by position in `rows`; only those below `kinds.length` are there. */
export interface GridColumn {
  kinds: Uint8Array;
  numbers: Float64Array;
  readonly texts: (string | undefined)[];
}

export interface MergedRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** A sheet: its rows that hold anything, its columns by their number from 0. */
export interface Grid {
  /** Number of each row in the sheet, from 1. */
  readonly rows: readonly number[];
  readonly columns: ReadonlyMap<number, GridColumn>;
  /** In numbers of rows from 1 and columns from 0. */
  readonly merged: readonly MergedRange[];
}

export interface GridBuilder {
  number(row: number, column: number, value: number): void;
  text(row: number, column: number, text: string): void;
  shown(row: number, column: number, value: number, text: string): void;
  error(row: number, column: number, text: string): void;
  merge(range: MergedRange): void;
  finish(): Grid;
}

/** Most cells of the rectangle around all that is filled. */
export const MOST_CELLS = 2 ** 26;

/** Collects cells in any order within a row; rows come in ascending order. @throws Error above what fits */
export function gridBuilder(): GridBuilder {
  const rows: number[] = [];
  const columns = new Map<number, GridColumn>();
  const merged: MergedRange[] = [];

  function place(row: number, column: number, kind: number): { at: number; cells: GridColumn } {
    if (rows.at(-1) !== row) {
      if (rows.length > 0 && row < rows.at(-1)!) throw new Error(`row ${row} comes after row ${rows.at(-1)}`);
      rows.push(row);
    }
    const at = rows.length - 1;
    let cells = columns.get(column);
    if (!cells) {
      cells = { kinds: new Uint8Array(64), numbers: new Float64Array(64), texts: [] };
      columns.set(column, cells);
    }
    if (rows.length * columns.size > MOST_CELLS) {
      throw new Error(`the sheet has more than ${MOST_CELLS} cells; save it as CSV`);
    }
    if (at >= cells.kinds.length) {
      const size = Math.max(at + 1, Math.ceil(cells.kinds.length * 1.5));
      const kinds = new Uint8Array(size);
      kinds.set(cells.kinds);
      const numbers = new Float64Array(size);
      numbers.set(cells.numbers);
      cells.kinds = kinds;
      cells.numbers = numbers;
    }
    cells.kinds[at] = kind;
    return { at, cells };
  }

  return {
    number(row, column, value) {
      const { at, cells } = place(row, column, NUMBER);
      cells.numbers[at] = value;
    },
    text(row, column, text) {
      if (text.trim() === "") return;
      const { at, cells } = place(row, column, TEXT);
      cells.texts[at] = text;
    },
    shown(row, column, value, text) {
      const { at, cells } = place(row, column, SHOWN);
      cells.numbers[at] = value;
      cells.texts[at] = text;
    },
    error(row, column, text) {
      const { at, cells } = place(row, column, ERROR);
      cells.texts[at] = text;
    },
    merge(range) {
      if (merged.length >= MOST_MERGED)
        throw new Error(`the sheet has more than ${MOST_MERGED} merged cells`);
      merged.push(range);
    },
    finish: () => ({ rows, columns, merged }),
  };
}

const MOST_MERGED = 100_000;

export function kindAt(cells: GridColumn | undefined, row: number): number {
  return cells === undefined || row < 0 || row >= cells.kinds.length ? EMPTY : cells.kinds[row]!;
}

/** The cell as text; null when it is empty. */
export function textAt(cells: GridColumn | undefined, row: number): string | null {
  const kind = kindAt(cells, row);
  if (kind === EMPTY) return null;
  return kind === NUMBER ? String(cells!.numbers[row]) : cells!.texts[row]!.trim();
}
