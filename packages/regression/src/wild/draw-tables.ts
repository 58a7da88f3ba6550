import type { ClusterRows } from "./cluster-rows.ts";

/** Numbers that all tables together hold at most: they should stay in a processor's cache. */
const largest = 2 ** 18;
const mostEntries = 256;

export interface DrawTables {
  /** The sums of the last draw. */
  readonly sums: Float64Array;
  readonly draw: (places: Uint8Array) => void;
}

/**
 * Weighted sums of the clusters' rows, from tables of the sums of a few clusters under every
 * combination of their weights (the "four Russians"): a draw adds one entry of each table.
 *
 * @param points values that a weight takes; a draw gives each cluster's place among them
 */
export function drawTables(
  { nClusters, width, nSquares, values }: ClusterRows,
  points: readonly number[],
): DrawTables {
  const base = points.length;
  const size = chunkSize(nClusters, width, base);
  const nTables = Math.ceil(nClusters / size);
  const stride = base ** size * width;
  const tables = new Float64Array(nTables * stride + width);
  const nLinear = width - nSquares;
  for (let g = 0; g < nClusters; g++) {
    const start = Math.floor(g / size) * stride;
    const filled = base ** (g % size) * width;
    // The place 0 last: it writes over the entries that the others start from.
    for (let place = base - 1; place >= 0; place--) {
      const v = points[place]!;
      for (let from = 0; from < filled; from += width) {
        for (let c = 0; c < width; c++) {
          const value = values[g * width + c]! * (c < nLinear ? v : v * v);
          tables[start + place * filled + from + c] = tables[start + from + c]! + value;
        }
      }
    }
  }
  const sums = new Float64Array(width);
  const entries = new Int32Array(Math.ceil(nTables / 8) * 8);
  // Entries past the last table: a row of zeros, so that eight tables are always added at once.
  entries.fill(nTables * stride, nTables);
  const draw = (places: Uint8Array) => {
    for (let table = 0, g = 0; table < nTables; table++) {
      let entry = table * stride;
      for (let p = 0, factor = width; p < size && g < nClusters; p++, g++, factor *= base) {
        entry += places[g]! * factor;
      }
      entries[table] = entry;
    }
    sums.fill(0);
    for (let table = 0; table < nTables; table += 8) addEight(sums, tables, entries, table);
  };
  return { sums, draw };
}

function addEight(sums: Float64Array, tables: Float64Array, entries: Int32Array, at: number): void {
  const [a, b, c, d] = [entries[at]!, entries[at + 1]!, entries[at + 2]!, entries[at + 3]!];
  const [e, f, g, h] = [entries[at + 4]!, entries[at + 5]!, entries[at + 6]!, entries[at + 7]!];
  for (let k = 0; k < sums.length; k++) {
    sums[k]! +=
      tables[a + k]! +
      tables[b + k]! +
      (tables[c + k]! + tables[d + k]!) +
      (tables[e + k]! + tables[f + k]! + (tables[g + k]! + tables[h + k]!));
  }
}

/** Clusters of one table: as few as come to the number of eights that as many as fit come to. */
function chunkSize(nClusters: number, width: number, base: number): number {
  let size = 1;
  const fits = (s: number) =>
    base ** s <= mostEntries && Math.ceil(nClusters / s) * base ** s * width <= largest;
  while (size < nClusters && fits(size + 1)) size++;
  const eights = (s: number) => Math.ceil(nClusters / s / 8);
  const least = eights(size);
  while (size > 1 && eights(size - 1) === least) size--;
  return size;
}
