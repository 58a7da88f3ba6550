import { CeterisError, crossFactors, type Factor, type Panel } from "@ceteris/core";
import type { EstimationSample } from "@ceteris/regression";
import type { UnitPaths } from "./paths.ts";

/** What carries a treatment history and is permuted: units, or the levels of a column. */
export interface Entities {
  /** For each row of the sample. */
  readonly ofRow: Int32Array;
  /** The history of each entity. */
  readonly codes: Int32Array;
  /** The stratum of each entity; null without strata. */
  readonly strata: { readonly codes: Int32Array; readonly nLevels: number } | null;
}

/**
 * The entities of a sample, their histories and strata.
 *
 * @throws PLACEBO_IMPOSSIBLE when a level of `assign` holds units with different histories, a unit
 *   changes level, or an entity lies in two strata
 */
export function makeEntities(
  panel: Panel,
  sample: EstimationSample,
  { codes }: UnitPaths,
  assign: string | null,
  strata: readonly string[],
): Entities {
  const factor = assign === null ? sample.unit : sample.factors.get(assign)!;
  const out = new Int32Array(factor.nLevels).fill(-1);
  const firstUnit = new Int32Array(out.length);
  const levelOf = new Int32Array(panel.unit.nLevels).fill(-1);
  for (let at = 0; at < factor.codes.length; at++) {
    const unit = panel.unit.codes[sample.rows ? sample.rows[at]! : at]!;
    const level = factor.codes[at]!;
    if (levelOf[unit]! >= 0 && levelOf[unit] !== level) {
      throw impossible(
        assign!,
        `${panel.unit.name} ${panel.unit.labels[unit]} changes from ${factor.labels[levelOf[unit]!]} to ${factor.labels[level]}`,
        "Treatment can only be permuted over levels that units never leave: correct the column",
      );
    }
    levelOf[unit] = level;
    if (out[level]! >= 0 && out[level] !== codes[unit]) {
      throw impossible(
        assign!,
        `in ${factor.labels[level]} treatment differs between ${panel.unit.name} ${panel.unit.labels[firstUnit[level]!]} and ${panel.unit.labels[unit]}`,
        "Name a column at whose levels treatment was assigned as a whole, or use mode unit",
      );
    }
    if (out[level]! < 0) firstUnit[level] = unit;
    out[level] = codes[unit]!;
  }
  return { ofRow: factor.codes, codes: out, strata: strataOf(factor, sample, strata) };
}

function strataOf(entity: Factor, sample: EstimationSample, names: readonly string[]): Entities["strata"] {
  if (names.length === 0) return null;
  const columns = names.map((name) => sample.factors.get(name)!);
  for (const column of columns) refuseChange(entity, column);
  const { codes, nLevels } = crossFactors(columns);
  const out = new Int32Array(entity.nLevels);
  entity.codes.forEach((e, at) => {
    out[e] = codes[at]!;
  });
  return { codes: out, nLevels };
}

function refuseChange(entity: Factor, column: Factor): void {
  const found = new Int32Array(entity.nLevels).fill(-1);
  for (let at = 0; at < column.codes.length; at++) {
    const e = entity.codes[at]!;
    const code = column.codes[at]!;
    if (found[e]! >= 0 && found[e] !== code) {
      throw impossible(
        column.name,
        `${entity.name} ${entity.labels[e]} lies in the strata ${column.labels[found[e]!]} and ${column.labels[code]}`,
        "Give strata by columns that do not change over time and hold what is permuted as a whole",
      );
    }
    found[e] = code;
  }
}

function impossible(column: string, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "PLACEBO_IMPOSSIBLE", where: `column “${column}”`, what, mend });
}
