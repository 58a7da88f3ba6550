import { CeterisError, type Panel } from "@ceteris/core";
import type { EstimationSample } from "@ceteris/regression";
import type { UnitPaths } from "./paths.ts";

/** What carries a treatment history and is permuted: units, or the levels of a column. */
export interface Entities {
  /** For each row of the sample. */
  readonly ofRow: Int32Array;
  /** The history of each entity. */
  readonly codes: Int32Array;
}

/**
 * The entities of a sample and their histories.
 *
 * @throws PLACEBO_IMPOSSIBLE when a level of `assign` holds units with different histories, or a unit
 *   changes level
 */
export function makeEntities(
  panel: Panel,
  sample: EstimationSample,
  { codes }: UnitPaths,
  assign: string | null,
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
  return { ofRow: factor.codes, codes: out };
}

function impossible(assign: string, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "PLACEBO_IMPOSSIBLE", where: `column “${assign}”`, what, mend });
}
