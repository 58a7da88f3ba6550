import { CeterisError, type ComparedFigure, type Comparison } from "@ceteris/core";
import type { Published, PublishedTable } from "../file/schema/published-schema.ts";
import { lookUp } from "./look-up.ts";

/** Sets every printed figure beside the replicated one. @throws STUDY_VALUE when a figure is no number */
export function comparePublished(results: unknown, published: Published, name: string): Comparison {
  const tables = published.tables.map((table) => ({
    id: table.id,
    title: table.title,
    tolerance: table.tolerance ?? null,
    figures: table.figures.map((figure) => compareFigure(results, table, figure, name)),
  }));
  const counts = { same: 0, near: 0, differs: 0, absent: 0 };
  for (const table of tables) for (const figure of table.figures) counts[figure.verdict]++;
  return { source: published.source, tables, counts };
}

function compareFigure(
  results: unknown,
  table: PublishedTable,
  figure: PublishedTable["figures"][number],
  name: string,
): ComparedFigure {
  const printed = Number(figure.printed);
  if (figure.printed.trim() === "" || !Number.isFinite(printed)) {
    throw new CeterisError({
      code: "STUDY_VALUE",
      where: `${name}, table ${table.id}`,
      what: `the printed figure “${figure.printed}” is not a number`,
      mend: "Write it as in the publication, in quotation marks and with a decimal point",
    });
  }
  const base = { table: table.id, item: figure.item, printed: figure.printed };
  const found = lookUp(results, figure.at);
  if (typeof found !== "number") return { ...base, replicated: null, difference: null, verdict: "absent" };
  const replicated = found * (table.scale ?? 1);
  const difference = replicated - printed;
  return {
    ...base,
    replicated,
    difference,
    verdict: verdict(difference, figure.printed, figure.tolerance ?? table.tolerance),
  };
}

function verdict(difference: number, printed: string, tolerance: number | string | undefined) {
  const decimals = printed.split(".")[1]?.length ?? 0;
  const half = 0.5 * 10 ** -decimals;
  const slack = 1e-9 * Math.max(1, Math.abs(Number(printed)));
  if (Math.abs(difference) <= half + slack) return "same";
  const allowed =
    typeof tolerance === "string"
      ? (Number.parseFloat(tolerance) / 100) * Math.abs(Number(printed))
      : (tolerance ?? 0);
  return Math.abs(difference) <= allowed + slack ? "near" : "differs";
}
