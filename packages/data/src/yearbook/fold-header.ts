import { CeterisError, type Column, makeTable, type Table } from "@ceteris/core";
import { settleColumns } from "../clean/settle-columns.ts";
import type { ReadOptions } from "../read-options.ts";

/**
 * Takes the first rows of a table whose columns are all text into the names of its columns: 人口 with 2017 below it
 * becomes 人口_2017. A column without a name in the first row has that of the column to its left. The types of the
 * columns are judged anew.
 *
 * @throws OPTION_INVALID (fewer rows than that), DUPLICATE_COLUMN
 */
export function foldHeader(
  table: Table,
  headerRows: number,
  reading: Pick<ReadOptions, "missing" | "decimal" | "text"> = {},
): Table {
  const { name, sha256, warnings } = table.source;
  // Reading has taken rows of words below the names for labels already.
  const labelled = Number(warnings.find(({ code }) => code === "LABEL_ROWS")?.details?.count ?? 0);
  const folded = Math.max(0, headerRows - 1 - labelled);
  const refuse = (code: "OPTION_INVALID" | "DUPLICATE_COLUMN", what: string, mend: string) =>
    new CeterisError({ code, where: `${name}, headerRows`, what, mend });
  if (folded >= table.nRows) {
    throw refuse("OPTION_INVALID", `there are no rows below ${headerRows} rows of names`, "Give fewer rows");
  }
  let left = "";
  const columns = new Map<string, Column>();
  for (const [key, column] of table.columns) {
    if (!/^column_\d+$/.test(key)) left = key;
    const below = [
      ...(labelled > 0 ? labelParts(key, column.label) : []),
      ...Array.from({ length: folded }, (_, i) => String(column.values[i] ?? "").trim()),
    ].filter((part) => part !== "");
    const joined = [below.length > 0 ? left : key, ...below].join("_");
    if (columns.has(joined)) {
      throw refuse(
        "DUPLICATE_COLUMN",
        `two columns are called “${joined}” then`,
        "Correct the names in the file, or give another number of rows",
      );
    }
    columns.set(joined, {
      type: "text",
      values: (column.values as readonly (string | null)[]).slice(folded),
    });
  }
  const settled = settleColumns(columns, { name, options: reading, typed: false });
  return makeTable(settled.columns, { name, sha256, warnings: [...warnings, ...settled.warnings] });
}

/** What stood below a name, out of a label such as `人口 (全市)`. */
function labelParts(key: string, label = ""): readonly string[] {
  const [, name, below] = /^(.*) \((.*)\)$/s.exec(label) ?? [];
  return below !== undefined && (name === key || name === "") ? below.split(", ") : [];
}
