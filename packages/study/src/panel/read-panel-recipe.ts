import { basename, dirname, resolve } from "node:path";
import type { PanelRecipe } from "@ceteris/data";
import { parseYaml } from "../file/parse-yaml.ts";
import { readText } from "../file/read-text.ts";
import { panelRecipeSchema } from "./panel-schema.ts";

/** A recipe of a panel, with what it says of files. */
export interface ReadPanelRecipe {
  readonly recipe: PanelRecipe;
  /** What paths in the recipe count from. */
  readonly folder: string;
  readonly output: string | null;
  readonly log: string | null;
  readonly cells: string | null;
}

/**
 * Reads and checks the file of `ceteris panel`, for `buildPanel`.
 *
 * @throws FILE_NOT_FOUND, FILE_UNREADABLE, STUDY_SYNTAX, STUDY_KEY, STUDY_VALUE
 * @example
 * const { recipe, folder } = await readPanelRecipe("panel.yaml");
 * const { table } = await buildPanel(recipe, { folder });
 */
export async function readPanelRecipe(path: string): Promise<ReadPanelRecipe> {
  const read = parseYaml(await readText(path), basename(path), panelRecipeSchema, "docs/panel-file.md");
  const { output, log, cells, tables, ...recipe } = read;
  const folder = dirname(resolve(path));
  const beside = (file: string | undefined) => (file === undefined ? null : resolve(folder, file));
  return {
    folder,
    output: beside(output),
    log: beside(log),
    cells: beside(cells),
    recipe: {
      ...recipe,
      tables: tables.map(({ sheet, missing, ...table }) => ({
        ...table,
        sheet: sheet === undefined ? undefined : String(sheet),
        missing: missing?.map(String),
      })),
    } as PanelRecipe,
  };
}
