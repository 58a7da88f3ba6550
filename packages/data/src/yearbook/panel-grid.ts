/** Where a cell of a panel comes from. */
export interface CellOrigin {
  /** The file, with the sheet where a workbook has several; null for a cell that was imputed. */
  readonly file: string | null;
  /** Row of the data as read, from 1, names of columns not counted. */
  readonly row: number | null;
  /** Column of the table. */
  readonly from: string | null;
  /** The unit, as the table writes it. */
  readonly written: string | null;
  /** What was done to the number; empty where it is as the table has it. */
  readonly note: string;
}

/** A number of the panel, with its origin. */
export interface GridCell extends CellOrigin {
  readonly value: number;
}

export interface PlacedCell {
  readonly column: string;
  readonly unit: string;
  readonly time: number;
  readonly cell: GridCell;
}

/** Cells of a panel by column, unit and period, in the order in which they came. */
export interface PanelGrid {
  get(column: string, unit: string, time: number): GridCell | undefined;
  set(column: string, unit: string, time: number, cell: GridCell): void;
  has(unit: string, time: number): boolean;
  /** All cells, by column and unit as they came, and by period. */
  cells(): readonly PlacedCell[];
  readonly columns: () => readonly string[];
  readonly units: () => readonly string[];
  readonly times: () => readonly number[];
}

export function panelGrid(): PanelGrid {
  const cells = new Map<string, Map<string, Map<number, GridCell>>>();
  const rows = new Map<string, Set<number>>();
  const times = new Set<number>();
  return {
    get: (column, unit, time) => cells.get(column)?.get(unit)?.get(time),
    has: (unit, time) => rows.get(unit)?.has(time) ?? false,
    cells: () =>
      Array.from(cells, ([column, byUnit]) =>
        Array.from(byUnit, ([unit, byTime]) =>
          Array.from(byTime, ([time, cell]) => ({ column, unit, time, cell })).sort(
            (a, b) => a.time - b.time,
          ),
        ),
      ).flat(2),
    columns: () => [...cells.keys()],
    units: () => [...rows.keys()],
    times: () => [...times].sort((a, b) => a - b),
    set(column, unit, time, cell) {
      const byUnit = getOrMake(cells, column, () => new Map<string, Map<number, GridCell>>());
      getOrMake(byUnit, unit, () => new Map<number, GridCell>()).set(time, cell);
      getOrMake(rows, unit, () => new Set<number>()).add(time);
      times.add(time);
    },
  };
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

/** The place of a cell, for the log. */
export function placeOf({ file, row }: CellOrigin): string {
  return row === null ? `${file}` : `${file}, row ${row}`;
}
