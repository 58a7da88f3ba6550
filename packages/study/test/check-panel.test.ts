import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkStudy } from "../src/index.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris-check-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A study of eight cities, one value of which is as given. */
async function warningsOf(value: number, city: string): Promise<readonly string[]> {
  const cities = ["甲市", "乙市", "丙市", "丁市", "戊市", "己市", "庚市", "辛市"];
  const rows = cities.flatMap((name, u) =>
    [2016, 2017, 2018, 2019].map((year, t) => {
      const last = u === 0 && t === 3;
      return [last ? city : name, year, u < 4 ? 1 : 0, last ? value : 500 + 10 * u + ((7 * u + 3 * t) % 5)];
    }),
  );
  writeFileSync(
    join(folder, "panel.csv"),
    ["city,year,pilot,gdp", ...rows.map((r) => r.join(","))].join("\n"),
  );
  writeFileSync(
    join(folder, "study.yaml"),
    "data: { file: panel.csv }\npanel: { unit: city, time: year, treatment: { group: pilot, start: 2018 } }\nmodel: { outcome: gdp }\nsteps: { baseline: }\n",
  );
  const { problems, warnings } = await checkStudy(join(folder, "study.yaml"));
  expect(problems).toEqual([]);
  return warnings.map((w) => w.code).filter((code) => code.startsWith("VALUES_") || code.startsWith("UNIT_"));
}

it("check tells of jumps and of names that are nearly the same", async () => {
  expect(await warningsOf(503, "甲市")).toEqual([]);
  expect(await warningsOf(0.0503, "甲市")).toEqual(["VALUES_JUMP"]);
  expect(await warningsOf(503, "甲 市")).toEqual(["UNIT_NAMES_NEAR"]);
});
