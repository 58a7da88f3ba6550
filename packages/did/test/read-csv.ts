import { readFileSync } from "node:fs";
import { fromColumns, type Table } from "@ceteris/core";

/** A fixture of plain numbers and unquoted text; empty cells are missing. */
export function readCsv(name: string): Table {
  const [head, ...lines] = readFileSync(new URL(name, import.meta.url), "utf8")
    .trim()
    .split(/\r?\n/);
  const cells = lines.map((line) => line.split(","));
  const columns = head!.split(",").map((key, j) => {
    const texts = cells.map((row) => row[j]!);
    const numeric = texts.every((t) => t === "" || !Number.isNaN(Number(t)));
    return [key, texts.map((t) => (t === "" ? null : numeric ? Number(t) : t))] as const;
  });
  return fromColumns(Object.fromEntries(columns), name);
}
