import { codedFactor, type Factor } from "@ceteris/core";
import { isSloped, type SlopedFactor } from "./sloped-factor.ts";

/** Factors that were found to have every level, so that nobody looks again. */
const complete = new WeakSet<Factor>();

/** Says that a factor has every level on its rows, as `makeFactor` gives it. */
export function knownComplete(factor: Factor): Factor {
  complete.add(factor);
  return factor;
}

/**
 * A factor of the kept rows with only the levels that occur there, codes without gaps and in the old
 * order. `rows` null keeps all rows; the factor itself comes back when nothing changes.
 */
export function recodeFactor(factor: Factor, rows: Int32Array | null): Factor {
  if (!rows && complete.has(factor)) return factor;
  const { codes, nLevels } = factor;
  const n = rows ? rows.length : codes.length;
  const place = new Int32Array(nLevels);
  let present = 0;
  for (let i = 0; i < n; i++) {
    const code = codes[rows ? rows[i]! : i]!;
    if (place[code] === 0) {
      place[code] = 1;
      present++;
    }
  }
  if (!rows && present === nLevels) {
    complete.add(factor);
    return factor;
  }
  const kept = new Int32Array(present);
  for (let code = 0, next = 0; code < nLevels; code++) {
    if (place[code] === 0) continue;
    kept[next] = code;
    place[code] = next++;
  }
  const out = new Int32Array(n);
  for (let i = 0; i < n; i++) out[i] = place[codes[rows ? rows[i]! : i]!]!;
  const plain = codedFactor(factor.name, out, present, (code) => factor.labelOf(kept[code]!));
  const made = isSloped(factor) ? Object.freeze({ ...plain, slope: keepRows(factor, rows) }) : plain;
  complete.add(made);
  return made;
}

function keepRows({ slope }: SlopedFactor, rows: Int32Array | null): SlopedFactor["slope"] {
  return rows ? { ...slope, values: Float64Array.from(rows, (i) => slope.values[i]!) } : slope;
}
