import {
  compositeIndex,
  definePanel,
  describeTable,
  type Estimate,
  eventStudy,
  getNumbers,
  type Panel,
  type PlaceboResult,
  placebo,
  psmDid,
  rebaseEventStudy,
  stepwise,
  type Table,
  twfe,
  withColumn,
} from "ceteris";
import { INDICATORS } from "./indicators.ts";
import { average } from "./panel-math.ts";
import {
  CONTROLS,
  POLICY_YEAR,
  PRINTED_BASELINE,
  PRINTED_CONSTANTS,
  PRINTED_EVENTS,
  PRINTED_MOMENTS,
  PRINTED_PSM_DID,
} from "./targets.ts";

/** A printed figure and what the toolkit finds; `printed` is null where the study prints nothing. */
export interface Figure {
  readonly table: string;
  readonly figure: string;
  readonly printed: number | null;
  readonly found: number;
  /** Decimals of the printed figure. */
  readonly decimals: number;
}

export interface Measured {
  readonly figures: readonly Figure[];
  readonly placebo: PlaceboResult;
}

/** Runs the study on the panel with the toolkit and sets its printed figures beside what comes out. */
export function measure(table: Table): Measured {
  const { panel, weights } = indexed(table);
  const options = { outcome: "index", controls: CONTROLS };
  const result = placebo(panel, { ...options, draws: 500 });
  return {
    figures: [
      ...weights,
      ...moments(panel),
      ...baseline(panel),
      ...events(panel),
      ...matched(panel),
      ...byProvince(panel),
    ],
    placebo: result,
  };
}

/** The panel with the index and the DID dummy as columns. */
function indexed(table: Table): { panel: Panel; weights: readonly Figure[] } {
  const keys = { unit: "city", time: "year", treatment: { group: "pilot", start: POLICY_YEAR } };
  const indicators = INDICATORS.map(({ name }) => ({ name, direction: "positive" as const }));
  const { index, column } = compositeIndex(definePanel(table, keys), { indicators });
  const years = getNumbers(table, "year");
  const did = getNumbers(table, "pilot").map((p, i) => (years[i]! >= POLICY_YEAR ? p : 0));
  const full = withColumn(withColumn(table, "index", column), "did", { type: "number", values: did });
  return {
    panel: definePanel(full, keys),
    weights: index.weights.map(({ indicator, weight }, j) =>
      figure("weights, %", indicator, INDICATORS[j]!.weightPct, 100 * weight, 2),
    ),
  };
}

function moments({ table }: Panel): readonly Figure[] {
  return describeTable(table, { columns: Object.keys(PRINTED_MOMENTS) }).columns.flatMap((row) => {
    const printed = PRINTED_MOMENTS[row.column as keyof typeof PRINTED_MOMENTS];
    return (["mean", "sd", "min", "max"] as const).map((what) =>
      figure("4-4", `${row.column}, ${what}`, printed[what], row[what]!, 3),
    );
  });
}

function baseline(panel: Panel): readonly Figure[] {
  const first = (name: string) => {
    const years = getNumbers(panel.table, "year");
    return average(getNumbers(panel.table, name).filter((_, i) => years[i] === 2016));
  };
  return stepwise(panel, { outcome: "index", controls: CONTROLS }).flatMap(({ estimates }, m) => {
    const constant = estimates
      .slice(1)
      .reduce((sum, row) => sum - row.estimate! * first(row.term), first("index"));
    return [
      ...estimates.flatMap((row, k) =>
        pair("4-5", `model ${m + 1}, ${row.term}`, PRINTED_BASELINE[m]![k]!, row),
      ),
      figure("4-5", `model ${m + 1}, constant (2016)`, PRINTED_CONSTANTS[m]!, constant, 3),
    ];
  });
}

function events(panel: Panel): readonly Figure[] {
  const from2018 = eventStudy(panel, { outcome: "index", controls: CONTROLS, base: 0 });
  const from2017 = rebaseEventStudy(from2018, -1);
  const lead = from2017.estimates.find((row) => row.eventTime === -2)!;
  return [
    ...PRINTED_EVENTS.flatMap(([year, estimate, t]) => {
      const row = from2018.estimates.find((r) => r.eventTime === year - POLICY_YEAR)!;
      return pair("4-6", `${year}`, [estimate, t], row);
    }),
    figure("not printed", "2016 with 2017 as base", null, lead.estimate!, 4),
    figure("not printed", "2016 with 2017 as base, t", null, lead.statistic!, 2),
  ];
}

function matched(panel: Panel): readonly Figure[] {
  return (["logit", "probit"] as const).flatMap((link) => {
    const options = { outcome: "index", controls: CONTROLS, design: "pooled", link } as const;
    const { estimates } = psmDid(panel, { ...options, match: "radius", caliper: 0.05 });
    return pair("4-7", `PSM-DID, ${link}`, PRINTED_PSM_DID, estimates[0]!);
  });
}

function byProvince(panel: Panel): readonly Figure[] {
  const covariance = { type: "cluster", by: ["province"] } as const;
  const { estimates } = twfe(panel, { outcome: "index", controls: CONTROLS, covariance });
  return [figure("not printed", "model 5, did, t clustered by province", null, estimates[0]!.statistic!, 2)];
}

function pair(
  table: string,
  name: string,
  printed: readonly [number, number],
  row: Estimate,
): readonly Figure[] {
  return [
    figure(table, name, printed[0], row.estimate!, 3),
    figure(table, `${name}, t`, printed[1], row.statistic!, 2),
  ];
}

function figure(
  table: string,
  name: string,
  printed: number | null,
  found: number,
  decimals: number,
): Figure {
  return { table, figure: name, printed, found, decimals };
}
