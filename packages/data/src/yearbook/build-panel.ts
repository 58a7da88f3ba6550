import { resolve } from "node:path";
import { getColumn, type Table } from "@ceteris/core";
import type { ReadOptions } from "../read-options.ts";
import { readTable } from "../read-table.ts";
import { type AssembledPanel, assemblePanel } from "./assemble-panel.ts";
import { foldHeader } from "./fold-header.ts";
import type { YearbookInput } from "./source-cells.ts";
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
  for (const { file, sheet, headerRow, missing, decimal, encoding, ...layout } of tables) {
    const reading = { sheet, headerRow, missing, decimal, encoding };
    for (const path of typeof file === "string" ? [file] : file) {
      const table = await readLaidOut(resolve(folder, path), reading, layout);
      inputs.push({ table, layout, decimal, sheet: sheet ?? sheetChosen(table) });
    }
  }
  const units = frame ? await unitsOf(resolve(folder, frame.file), frame.unit) : undefined;
  return assemblePanel(inputs, { ...options, frame: units });
}

/**
 * Codes of divisions must not become numbers that lose their zeros, nor names of units anything else. What has names
 * in further rows, or is to change places with its rows, is text until then.
 */
async function readLaidOut(
  path: string,
  reading: ReadOptions,
  { unit, transpose, headerRows = 1 }: Pick<YearbookFile, "unit" | "transpose" | "headerRows">,
): Promise<Table> {
  const text = unit === undefined ? [] : [unit];
  if (!transpose && headerRows === 1) return await readTable(path, { ...reading, text });
  const { columns } = await readTable(path, reading);
  const whole = await readTable(path, { ...reading, text: [...columns.keys()] });
  if (headerRows === 1) return whole;
  return foldHeader(whole, headerRows, { ...reading, text: transpose ? [...columns.keys()] : text });
}

function sheetChosen({ source }: Table): string | undefined {
  const chosen = source.warnings.find(({ code }) => code === "SHEET_CHOSEN")?.details?.sheet;
  return typeof chosen === "string" ? chosen : undefined;
}

async function unitsOf(path: string, name: string): Promise<readonly string[]> {
  const column = getColumn(await readTable(path, { text: [name] }), name);
  return Array.from(column.type === "text" ? column.values : [], (v) => v?.trim() ?? "").filter(
    (v) => v !== "",
  );
}
