import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildPanel } from "@ceteris/data";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { panelRecipeSchema, parseYaml, readPanelRecipe } from "../../src/index.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris-recipe-"));
  writeFileSync(join(folder, "t.csv"), "编号,2016年,2017年\n0101,1,-9\n0102,3,4\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

const recipe = (tables: string, more = "") => `unit: id\ntime: year\ntables:\n${tables}\n${more}`;
const write = (text: string) => {
  const path = join(folder, "panel.yaml");
  writeFileSync(path, text);
  return path;
};
const refused = (text: string) => () => parseYaml(text, "panel.yaml", panelRecipeSchema);

describe("readPanelRecipe", () => {
  it("reads what buildPanel takes, with paths from the recipe", async () => {
    const path = write(
      recipe(
        '  - { file: t.csv, unit: 编号, missing: [-9], columns: { x: "*年" } }',
        "output: out/panel.csv\n",
      ),
    );
    const read = await readPanelRecipe(path);
    expect(read).toMatchObject({ folder, output: join(folder, "out/panel.csv"), log: null });
    const { table } = await buildPanel(read.recipe, { folder: read.folder });
    // Codes keep their zeros.
    expect(table.columns.get("id")!.values).toEqual(["0101", "0102", "0102"]);
    expect([...table.columns.get("x")!.values]).toEqual([1, 3, 4]);
  });

  it("refuses with line and column what is unknown or lacking", () => {
    expect(refused(recipe("  - { file: t.csv, units: c, columns: { x: y } }"))).toThrow(
      "panel.yaml, line 4, column 20: unknown key “units” under “tables.0”. Did you mean “unit”?",
    );
    expect(refused(recipe("  - { file: t.csv, unit: c, columns: { x: y } }", "intrapolate: []\n"))).toThrow(
      "panel.yaml, line 5, column 1: unknown key “intrapolate”. Did you mean “interpolate”?",
    );
    expect(
      refused(recipe("  - { file: t.csv, unit: c, columns: { x: y } }", "divisions: { vintage: 1990 }\n")),
    ).toThrow("panel.yaml, line 5, column 23: “divisions.vintage”:");
    expect(refused("unit: id\ntime: year\ntables: []\n")).toThrow("panel.yaml, line 3, column 9: “tables”:");
  });
});

describe("panelRecipeSchema", () => {
  const table = "  - { file: t.csv, unit: c, columns: { x: y } }";
  it.each([
    [
      "a misspelt key of a column",
      "  - { file: t.csv, unit: c, columns: { x: { from: y, unti: 元 } } }",
      "",
      "line 4, column 54: unknown key “unti” under “tables.0.columns.x”. Did you mean “unit”?",
    ],
    [
      "a column from nowhere",
      "  - { file: t.csv, unit: c, columns: { x: { unit: 元 } } }",
      "",
      "“tables.0.columns.x.from” is missing. Add it.",
    ],
    [
      "no columns",
      "  - { file: t.csv, unit: c, columns: {} }",
      "",
      "“tables.0.columns”: expected a column of the panel and where it comes from.",
    ],
    [
      "a misspelt key of a transform",
      table,
      "derive: { z: { verb: lag, colum: x } }",
      "unknown key “colum” under “derive.z”. Did you mean “column”?",
    ],
    [
      "a verb that is none",
      table,
      "derive: { z: { verb: lagg, column: x } }",
      "found “lagg”. Did you mean “lag”?",
    ],
    [
      "an option of another verb",
      table,
      "derive: { z: { verb: lag, column: x, index: p } }",
      "“derive.z.index”: lag takes periods. Correct this value; docs/panel-file.md lists what each key takes.",
    ],
    [
      "deflate without a base",
      table,
      "derive: { z: { verb: deflate, column: x, index: p } }",
      "“derive.z”: deflate needs index, the column of prices, and base, a period.",
    ],
    [
      "a transform of nothing",
      table,
      "derive: { z: { verb: lag } }",
      "“derive.z”: expected a formula; or where, a condition; or verb and column, a transform.",
    ],
    [
      "a condition and a transform",
      table,
      "derive: { z: { where: x > 1, verb: lag, column: x } }",
      "“derive.z.where”: give where, or verb and column, not both.",
    ],
    [
      "a condition with options",
      table,
      "derive: { z: { where: x > 1, periods: 2 } }",
      "“derive.z.periods”: a condition takes no options.",
    ],
    [
      "divisions of no year",
      table,
      "divisions: { vintage: 2030 }",
      "“divisions.vintage”: expected a number up to 2024, found “2030”.",
    ],
  ])("refuses %s", (_, tables, more, text) => {
    expect(() =>
      parseYaml(recipe(tables, `${more}\n`), "panel.yaml", panelRecipeSchema, "docs/panel-file.md"),
    ).toThrow(text);
  });

  it("takes transforms beside formulas and conditions", () => {
    const derive = "derive: { a: x * 2, b: { where: x > 1 }, c: { verb: lag, column: a, periods: 2 } }\n";
    expect(parseYaml(recipe(table, derive), "panel.yaml", panelRecipeSchema).derive).toMatchObject({
      c: { verb: "lag", column: "a", periods: 2 },
    });
  });
});

describe("docs/panel-file.md", () => {
  const page = readFileSync("docs/panel-file.md", "utf8");

  it("lists every key of a recipe", () => {
    const listed = new Set(page.match(/`[a-zA-Z[\].]+`/g)?.map((key) => key.slice(1, -1)));
    const keys = keysOf(panelRecipeSchema.toJSONSchema() as Schema, "");
    expect(keys.length).toBeGreaterThan(25);
    expect(keys.filter((key) => !listed.has(key))).toEqual([]);
  });

  it("shows a recipe that is one", () => {
    const block = /```yaml\n(.*?)```/s.exec(page)![1]!;
    expect(parseYaml(block, "panel.yaml", panelRecipeSchema).tables).toHaveLength(3);
  });
});

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
}

/** Dotted paths of the keys that hold no further ones, through lists, alternatives and named columns. */
function keysOf(schema: Schema, path: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, given]) => {
    const here = path === "" ? key : `${path}.${key}`;
    const named =
      typeof given.additionalProperties === "object" ? given.additionalProperties.anyOf : undefined;
    const inside = [given, ...(named ?? [])].flatMap((s) =>
      s.items?.properties ? keysOf(s.items, `${here}[]`) : key === "derive" ? [] : keysOf(s, here),
    );
    return inside.length > 0 && !named ? inside : [here, ...inside];
  });
}
