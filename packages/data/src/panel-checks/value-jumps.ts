import { getColumn, type PanelFinding } from "@ceteris/core";
import { type KeyedRows, rowNumbers } from "./keyed-rows.ts";

/** How many times the usual change of its column a jump must be. */
const TIMES_USUAL = 6;
/** Units whose changes from one period to another tell what is usual then. */
const ENOUGH = 10;
/** Share of the units that jump one way where the unit of measurement changed for all. */
const MOST_UNITS = 0.8;
/** Share of jumps above which a column moves like that anyway. */
const WILD = 1 / 3;
/** What of a jump, in logarithms, is enough where the next value jumps back: growth hides a part of it. */
const BACK = 0.9;
/** Whole numbers up to here may be few today and many tomorrow. */
const FEW = 20;

/**
 * Values that are more than `times` the unit's value before, or less than one part in so many, beyond what most
 * units do from the one period to the other: a misprint, or a change of unit such as 元 to 万元, of one unit or of
 * all. A value that jumps back, as one with a misplaced decimal point does, need only be nearly so many times that.
 * A column that moves like that anyway has none: the logarithm of the change must also be six times the upper
 * quartile of its column. Of columns that are logarithms by their names the changes are differences.
 */
export function valueJumps(
  keyed: KeyedRows,
  columns: readonly string[],
  times: number,
): readonly PanelFinding[] {
  return columns.flatMap((name) => {
    const column = getColumn(keyed.table, name);
    if (column.type !== "number") return [];
    const { values } = column;
    const isLog = LOG.test(name);
    if (!isLog && !isPositive(values)) return [];
    const moves = changes(keyed, values, isLog);
    const isBeyond = beyondUsual(moves, Math.log(times));
    const jumps = Array.from(moves.sizes.keys()).filter(
      (k) => isBeyond(k) && (isLog || !areFew(values, moves, k)),
    );
    return jumps.map((k): PanelFinding => {
      const [a, b] = [moves.from[k]!, moves.to[k]!];
      return {
        check: "jump",
        unit: keyed.unit.labelOf(keyed.unit.codes[b]!),
        time: keyed.time.labelOf(keyed.time.codes[b]!),
        column: name,
        found: `${values[a]} → ${values[b]} (${timesText(moves.sizes[k]!)})`,
        rows: rowNumbers(keyed, [a, b]),
      };
    });
  });
}

const LOG = /^(ln|log)([_ .(]|$)|^ln[a-z]|对数/i;

/** From rows to the next ones of their units with a value: by which logarithm of the ratio, between which periods. */
interface Moves {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly sizes: Float64Array;
  readonly steps: Float64Array;
}

function changes({ rows, unit, time }: KeyedRows, values: Float64Array, isLog: boolean): Moves {
  const from = new Int32Array(rows.length);
  const to = new Int32Array(rows.length);
  const sizes = new Float64Array(rows.length);
  const steps = new Float64Array(rows.length);
  let n = 0;
  let last = -1;
  for (const i of rows) {
    if (isLog ? Number.isNaN(values[i]!) : !(values[i]! > 0)) continue;
    const sameUnit = last >= 0 && unit.codes[last] === unit.codes[i];
    // Of several rows in a period the first counts.
    if (sameUnit && time.codes[last] === time.codes[i]) continue;
    if (sameUnit) {
      const [a, b] = [values[last]!, values[i]!];
      from[n] = last;
      to[n] = i;
      steps[n] = time.codes[last]! * time.nLevels + time.codes[i]!;
      sizes[n++] = isLog ? b - a : Math.log(b / a);
    }
    last = i;
  }
  const cut = <A extends Int32Array | Float64Array>(all: A) => all.subarray(0, n) as A;
  return { from: cut(from), to: cut(to), sizes: cut(sizes), steps: cut(steps) };
}

/** Which changes are beyond `least`, beyond what is usual from the one period to the other, and in the column. */
function beyondUsual({ from, to, sizes, steps }: Moves, least: number): (k: number) => boolean {
  const { broken, usual } = stepsOf(sizes, steps, least);
  const own = sizes.map((size, k) => Math.min(Math.abs(size), Math.abs(size - (usual.get(steps[k]!) ?? 0))));
  const others = own.filter((_, k) => !broken.has(steps[k]!));
  const small = others.filter((size) => size <= least);
  const isWild = others.length - small.length > WILD * others.length;
  const typical = (isWild ? others : small).sort();
  const bound = Math.max(least, TIMES_USUAL * (typical[Math.floor(0.75 * typical.length)] ?? 0));
  const isBack = (k: number, other: number) =>
    sizes[k]! * (sizes[other] ?? 0) < 0 && own[other]! > BACK * bound;
  return (k) =>
    own[k]! > bound ||
    (own[k]! > BACK * bound &&
      ((to[k] === from[k + 1] && isBack(k, k + 1)) || (from[k] === to[k - 1] && isBack(k, k - 1))));
}

/** Steps of time in which nearly all units jump one way, and of the others the median change. */
function stepsOf(sizes: Float64Array, steps: Float64Array, least: number) {
  const byStep = new Map<number, number[]>();
  sizes.forEach((size, k) => {
    const others = byStep.get(steps[k]!);
    if (others) others.push(size);
    else byStep.set(steps[k]!, [size]);
  });
  const broken = new Set<number>();
  const usual = new Map<number, number>();
  for (const [step, all] of byStep) {
    const up = all.filter((size) => size > least).length;
    const down = all.filter((size) => size < -least).length;
    if (Math.max(up, down) >= MOST_UNITS * all.length) broken.add(step);
    else if (all.length >= ENOUGH) usual.set(step, Float64Array.from(all).sort()[all.length >> 1]!);
  }
  // Where that is so in most steps it is the way of the column.
  return { broken: broken.size <= Math.max(1, byStep.size / 2) ? broken : new Set<number>(), usual };
}

function areFew(values: Float64Array, { from, to }: Moves, k: number): boolean {
  const [a, b] = [values[from[k]!]!, values[to[k]!]!];
  return Number.isInteger(a) && Number.isInteger(b) && Math.max(a, b) <= FEW;
}

/** A column of amounts: nearly all above 0, and next to none below, as a rate of change has. */
function isPositive(values: Float64Array): boolean {
  let present = 0;
  let above = 0;
  let below = 0;
  for (const v of values) {
    if (!Number.isNaN(v)) present++;
    if (v > 0) above++;
    if (v < 0) below++;
  }
  return above > 0 && above >= 0.9 * present && below <= 0.005 * present;
}

function timesText(size: number): string {
  const ratio = Number(Math.exp(Math.abs(size)).toPrecision(3));
  return `${size > 0 ? "×" : "÷"}${ratio}`;
}
