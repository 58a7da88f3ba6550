import { readFileSync } from "node:fs";
import { definePanel, type Panel, selectRows, type Table } from "@ceteris/core";
import type { StaggeredOptions } from "../../src/index.ts";
import { castle } from "../fixtures.ts";
import { readCsv } from "../read-csv.ts";

interface Row {
  readonly key: string;
  readonly estimate: number;
  readonly stdError: number;
}

interface Dense {
  readonly estimate: number;
  readonly conservative: number | null;
  readonly out: number | null;
  readonly gmm: number;
}

/** Figures of R didimputation 0.5.1 and did2s 1.2.1, and of the formulas with dense matrices, by fixtures/staggered/untreated.R. */
export interface Case {
  readonly dense: Readonly<Record<string, Dense>>;
  readonly imputation: { readonly simple: readonly Row[]; readonly dynamic: readonly Row[] };
  readonly twoStage: {
    readonly simple: readonly Row[];
    readonly dynamic: readonly Row[];
    readonly cohort: readonly Row[];
  };
}

interface Figures {
  readonly cases: Readonly<Record<string, Case>>;
  /** Covariance of the leads −3 to −1 and the effects at 0 to 2 of the plain case. */
  readonly joint: readonly (readonly number[])[];
}

export const { cases, joint }: Figures = JSON.parse(
  readFileSync(new URL("../fixtures/staggered/untreated.json", import.meta.url), "utf8"),
);

const staggered = readCsv("fixtures/att-gt/staggered.csv");
const region: StaggeredOptions["covariance"] = { type: "cluster", by: ["region"] };

function rowsWhere(table: Table, keep: (row: (name: string) => number) => boolean): Table {
  const rows = Int32Array.from(
    Array.from({ length: table.nRows }, (_, i) => i).filter((i) =>
      keep((name) => (table.columns.get(name)!.values as Float64Array)[i]!),
    ),
  );
  return selectRows(table, rows);
}

const panelOf = (table: Table) =>
  definePanel(table, { unit: "id", time: "year", treatment: { cohort: "start" } });

/** Castle with seven made-up regions of states. */
function castlePanel(): Panel {
  const ids = castle.columns.get("sid")!.values as Float64Array;
  const table = { ...castle, columns: new Map(castle.columns) };
  table.columns.set("region", { type: "number", values: ids.map((id) => id % 7) });
  return definePanel(table, { unit: "sid", time: "year", treatment: { cohort: "cohort" } });
}

/** Panel and options of each case. */
export const calls: Readonly<Record<string, readonly [Panel, StaggeredOptions]>> = {
  plain: [panelOf(staggered), { outcome: "y" }],
  controls: [panelOf(staggered), { outcome: "y", controls: ["x", "z"] }],
  weights: [panelOf(staggered), { outcome: "y", weights: "w" }],
  weightsControls: [panelOf(staggered), { outcome: "y", controls: ["x"], weights: "w" }],
  clusters: [panelOf(staggered), { outcome: "y", covariance: region }],
  nobodyNever: [
    panelOf(rowsWhere(staggered, (row) => [2003, 2004, 2006].includes(row("start")))),
    { outcome: "y" },
  ],
  gaps: [panelOf(rowsWhere(staggered, (row) => row("year") !== 2004)), { outcome: "y" }],
  castle: [castlePanel(), { outcome: "l_homicide" }],
  castleControls: [
    castlePanel(),
    {
      outcome: "l_homicide",
      controls: ["unemployrt", "l_income"],
      weights: "popwt",
      covariance: region,
    },
  ],
};
