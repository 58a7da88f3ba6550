import { definePanel } from "./define-panel.ts";
import type { Panel } from "./panel.ts";
import { selectRows } from "./table.ts";
import { makeTreatment } from "./treatment.ts";

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
  const { order, treatment, warnings } = panel;
  const table = selectRows(panel.table, order ? rows.map((i) => order[i]!) : rows);
  const { unit, time } = panel.spec;
  const defined = definePanel(table, { unit, time });
  const values = new Float64Array(defined.time.nLevels);
  rows.forEach((i, at) => {
    values[defined.time.codes[at]!] = panel.time.values[panel.time.codes[i]!]!;
  });
  const taken: Panel = {
    ...defined,
    time: Object.freeze({ ...defined.time, values }),
    spec: panel.spec,
    warnings,
  };
  if (!treatment) return Object.freeze(taken);
  const status = Float64Array.from(rows, (i) => treatment.status[i]!);
  const cohort = new Float64Array(taken.unit.nLevels);
  rows.forEach((i, at) => {
    cohort[taken.unit.codes[at]!] = treatment.cohort[panel.unit.codes[i]!]!;
  });
  return Object.freeze({ ...taken, treatment: makeTreatment(taken, treatment.spec, status, cohort) });
}
