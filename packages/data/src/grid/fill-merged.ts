import { EMPTY, type Grid, kindAt, MOST_CELLS, SHOWN, TEXT } from "./grid.ts";

/** Gives the cells that merged ranges cover the value at their corner, below `header`; says how many. */
export function fillMerged({ rows, columns, merged }: Grid, header: number): number {
  if (merged.length === 0) return 0;
  const positions = new Map(rows.map((row, i) => [row, i]));
  let filled = 0;
  let visited = 0;
  for (const { top, left, bottom, right } of merged) {
    const corner = positions.get(top);
    const from = columns.get(left);
    if (corner === undefined || corner <= header || kindAt(from, corner) === EMPTY) continue;
    const kind = kindAt(from, corner);
    // A text over several columns heads a section; it is a value of its own column only.
    const reach = kind === TEXT ? left : right;
    for (let i = corner; i < rows.length && rows[i]! <= bottom; i++) {
      visited += reach - left + 1;
      if (visited > MOST_CELLS) throw new Error("merged cells overlap");
      for (let c = left; c <= reach; c++) {
        const to = columns.get(c);
        if (!to || i >= to.kinds.length || to.kinds[i] !== EMPTY) continue;
        to.kinds[i] = kind;
        to.numbers[i] = from!.numbers[corner]!;
        if (kind === TEXT || kind === SHOWN) to.texts[i] = from!.texts[corner];
        filled++;
      }
    }
  }
  return filled;
}
