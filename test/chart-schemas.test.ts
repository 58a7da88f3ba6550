// Every chart of the library and of the example studies is valid Vega-Lite 5 and 6.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { readStudy, runStudy, THEME_CHOICES, withTheme } from "ceteris";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHARTS } from "../packages/report/test/chart-examples.ts";

const require = createRequire(import.meta.url);

function validatorOf(library: string): ValidateFunction {
  const path = join(dirname(require.resolve(library)), "vega-lite-schema.json");
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: false });
  return ajv.compile(JSON.parse(readFileSync(path, "utf8")));
}

describe.each([
  [5, "vega-lite-5"],
  [6, "vega-lite"],
])("charts under the schema of Vega-Lite %i", (_, library) => {
  let valid: ValidateFunction;
  let folder: string;
  beforeAll(() => {
    valid = validatorOf(library);
    folder = mkdtempSync(join(tmpdir(), "ceteris-schemas-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const plain = (spec: unknown) => JSON.parse(JSON.stringify(spec));
  const faults = (spec: unknown) => (valid(spec) ? [] : valid.errors);

  it.each(CHARTS)("$name", ({ spec }) => {
    for (const theme of THEME_CHOICES) expect(faults(plain(withTheme(spec, theme)))).toEqual([]);
  });

  it.each(["pilot-study", "castle"])("the study %s", async (name) => {
    const output = join(folder, name);
    await runStudy(await readStudy(`examples/${name}/study.yaml`, { output }));
    const charts = readdirSync(join(output, "charts")).filter((file) => file.endsWith(".vl.json"));
    expect(charts.length).toBeGreaterThan(4);
    for (const file of charts) {
      const spec = JSON.parse(readFileSync(join(output, "charts", file), "utf8"));
      expect(faults(spec), file).toEqual([]);
    }
  });

  it("refuses what is no chart", () => {
    expect(valid({ mark: "blob", encoding: {} })).toBe(false);
  });
});
