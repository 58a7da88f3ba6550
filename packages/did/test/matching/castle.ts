import { readFileSync } from "node:fs";
import { definePanel, fromColumns, type Panel, type Table } from "@ceteris/core";

/** The castle-doctrine panel, 50 states × 11 years (data/castle). */
export function castleTable(): Table {
  const text = readFileSync(new URL("../../../../data/castle/castle.csv", import.meta.url), "utf8");
  const [header, ...lines] = text.trim().split(/\r?\n/);
  const rows = lines.map((line) => line.split(","));
  const names = header!.split(",");
  return fromColumns(
    Object.fromEntries(names.map((name, k) => [name, rows.map((r) => asCell(r[k]!))])),
    "castle.csv",
  );
}

function asCell(text: string): number | string {
  if (text === "" || text === "NA") return Number.NaN;
  return Number.isNaN(Number(text)) ? text : Number(text);
}

export function castlePanel(): Panel {
  return definePanel(castleTable(), { unit: "sid", time: "year", treatment: { cohort: "cohort" } });
}

export const CASTLE_CONTROLS = ["unemployrt", "poverty", "l_income", "l_prisoner"] as const;
