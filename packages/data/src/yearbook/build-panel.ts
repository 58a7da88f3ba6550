import { resolve } from "node:path";
import { getColumn } from "@ceteris/core";
import { readTable } from "../read-table.ts";
import { type AssembledPanel, assemblePanel } from "./assemble-panel.ts";
import type { YearbookInput } from "./join-cells.ts";
import type { YearbookFile, YearbookOptions } from "./yearbook-spec.ts";

/** A panel as a file describes it: the tables, and what to make of them. */
export interface PanelRecipe extends Omit<YearbookOptions, "frame"> {
  readonly tables: readonly YearbookFile[];
  /** Units of the panel: a column of a file. */
  readonly frame?: { readonly file: string; readonly unit: string } | undefined;
}

/**
 * Reads the tables of a recipe and makes one panel of them, as told at `assemblePanel`.
 *
 * @param folder what paths in the recipe count from
 * @throws the codes of `readTable` and of `assemblePanel`
 * @example
 * const { table, build } = await buildPanel(recipe, { folder: "yearbooks" });
 * await writeTable(table, "panel.csv");
 */
export async function buildPanel(
  recipe: PanelRecipe,
  { folder = "." }: { readonly folder?: string | undefined } = {},
): Promise<AssembledPanel> {
  const { tables, frame, ...options } = recipe;
  const inputs: YearbookInput[] = [];
  for (const { file, sheet, headerRow, missing, decimal, ...layout } of tables) {
    // Codes of divisions must not become numbers that lose their zeros, nor names of units anything else.
    const reading = { sheet, headerRow, missing, decimal, text: [layout.unit] };
    inputs.push({ table: await readTable(resolve(folder, file), reading), layout });
  }
  const units = frame ? await unitsOf(resolve(folder, frame.file), frame.unit) : undefined;
  return assemblePanel(inputs, { ...options, frame: units });
}

async function unitsOf(path: string, name: string): Promise<readonly string[]> {
  const column = getColumn(await readTable(path, { text: [name] }), name);
  return Array.from(column.type === "text" ? column.values : [], (v) => v?.trim() ?? "").filter(
    (v) => v !== "",
  );
}
