import { CeterisError, nameSome, type Panel } from "@ceteris/core";
import { type EstimationSample, estimationSample } from "@ceteris/regression";
import { endingTreatment } from "../model/ending-treatment.ts";
import { unitsSwitchingOff } from "./treatment-groups.ts";

/**
 * The rows complete in the columns named, and with a known status, which must make up a balanced panel in which treatment
 * stays on: only then is the two-way fixed-effects estimate a weighted mean of two-by-two comparisons.
 *
 * @throws PANEL_UNBALANCED, TREATMENT_SWITCHES_OFF and the codes of `estimationSample`
 */
export function balancedSample(panel: Panel, numeric: readonly string[]): EstimationSample {
  const sample = estimationSample(panel, {
    numeric,
    fixedEffects: [panel.unit.name, panel.time.name],
    extra: [panel.treatment!.status],
  });
  const { unit, time } = sample;
  if (sample.sample.nObs < unit.nLevels * time.nLevels) throw unbalanced(panel, sample);
  const off = unitsSwitchingOff(sample.extra[0]!, time.nLevels).map((u) => unit.labels[u]!);
  if (off.length === 0) return sample;
  throw endingTreatment(panel, {
    names: off,
    nUnits: unit.nLevels,
    why: "and the decomposition knows only treatment that stays on",
  });
}

function unbalanced(panel: Panel, { unit, time, sample, columns }: EstimationSample): CeterisError {
  const controls = columns.size > 1 ? ", all controls" : "";
  const seen = new Set<number>();
  const width = time.nLevels;
  for (let i = 0; i < sample.nObs; i++) seen.add(unit.codes[i]! * width + time.codes[i]!);
  const lacking = unit.labels.flatMap((name, u) => {
    const periods = time.labels.filter((_, t) => !seen.has(u * width + t));
    return periods.length > 0 ? [{ unit: name, periods }] : [];
  });
  const shown = lacking.map(({ unit: name, periods }) => `${name} lacks ${nameSome(periods, 3)}`);
  return new CeterisError({
    code: "PANEL_UNBALANCED",
    where: panel.table.source.name,
    what: `${lacking.length} of ${unit.nLevels} units do not have all ${width} periods among the rows with an outcome${controls} and a known treatment (${shown.slice(0, 5).join("; ")}${shown.length > 5 ? `; and ${shown.length - 5} more units` : ""}), and the decomposition holds on a balanced panel only`,
    mend: "Leave out these units, or the periods they lack, or fill in the missing cells",
    details: { count: lacking.length, nUnits: unit.nLevels, units: lacking.slice(0, 100) },
  });
}
