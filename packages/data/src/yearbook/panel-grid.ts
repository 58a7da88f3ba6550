/** Cells of a panel by column, unit and period, in the order in which they came. */
export interface PanelGrid {
  get(column: string, unit: string, time: number): number | undefined;
  set(column: string, unit: string, time: number, value: number): void;
  has(unit: string, time: number): boolean;
  readonly columns: () => readonly string[];
  readonly units: () => readonly string[];
  readonly times: () => readonly number[];
}

export function panelGrid(): PanelGrid {
  const cells = new Map<string, Map<string, Map<number, number>>>();
  const rows = new Map<string, Set<number>>();
  const times = new Set<number>();
  return {
    get: (column, unit, time) => cells.get(column)?.get(unit)?.get(time),
    has: (unit, time) => rows.get(unit)?.has(time) ?? false,
    columns: () => [...cells.keys()],
    units: () => [...rows.keys()],
    times: () => [...times].sort((a, b) => a - b),
    set(column, unit, time, value) {
      const byUnit = getOrMake(cells, column, () => new Map<string, Map<number, number>>());
      getOrMake(byUnit, unit, () => new Map<number, number>()).set(time, value);
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
