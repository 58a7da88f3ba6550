import { codedFactor, type Factor } from "../factor.ts";
import { refuseEmpty } from "../refuse-empty.ts";
import { selectRows } from "../table.ts";
import { makeTreatment } from "./make-treatment.ts";
import type { Panel } from "./panel.ts";

/**
 * The panel on some of its rows. Units and periods without a row are gone, and periods keep their
 * distances; treatment is that of the panel, whatever was assigned to it.
 *
 * @param rows positions in the panel's order, ascending
 * @throws TABLE_EMPTY when there are none
 * @example
 * const before = takePanelRows(panel, Int32Array.from(panel.time.codes.keys()).filter((i) => panel.time.codes[i]! < 3));
 */
export function takePanelRows(panel: Panel, rows: Int32Array): Panel {
  const { order, treatment } = panel;
  const table = selectRows(panel.table, order ? rows.map((i) => order[i]!) : rows);
  refuseEmpty(table);
  const unit = takeLevels(panel.unit, rows);
  const time = takeLevels(panel.time, rows);
  const taken: Panel = {
    ...panel,
    table,
    nRows: rows.length,
    order: null,
    unit: unit.factor,
    time: Object.freeze({
      ...time.factor,
      labels: Array.from(time.kept, (code) => panel.time.labels[code]!),
      values: Float64Array.from(time.kept, (code) => panel.time.values[code]!),
    }),
    balanced: rows.length === unit.kept.length * time.kept.length,
  };
  if (!treatment) return Object.freeze(taken);
  const status = new Float64Array(rows.length);
  for (let at = 0; at < status.length; at++) status[at] = treatment.status[rows[at]!]!;
  const cohort = Float64Array.from(unit.kept, (code) => treatment.cohort[code]!);
  return Object.freeze({ ...taken, treatment: makeTreatment(taken, treatment.spec, status, cohort) });
}

/** A factor on some rows with the levels that occur there, and which of the old ones these are. */
function takeLevels(factor: Factor, rows: Int32Array): { factor: Factor; kept: Int32Array } {
  const place = new Int32Array(factor.nLevels);
  for (const i of rows) place[factor.codes[i]!] = 1;
  const kept = Int32Array.from(place.keys()).filter((code) => place[code] === 1);
  kept.forEach((code, at) => {
    place[code] = at;
  });
  const codes = new Int32Array(rows.length);
  for (let at = 0; at < codes.length; at++) codes[at] = place[factor.codes[rows[at]!]!]!;
  return {
    factor: codedFactor(factor.name, codes, kept.length, (code) => factor.labelOf(kept[code]!)),
    kept,
  };
}
