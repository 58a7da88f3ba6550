import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readNamedColumns } from "../src/options/data-options.ts";
import { callMain } from "./call-main.ts";

let folder = "";
let path = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "data-options-"));
  path = join(folder, "panel.csv");
  writeFileSync(path, "city,year,gdp,人口,unused\nA,2017,1,2,x\nA,2018,2,3,y\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("readNamedColumns", () => {
  it("reads the columns that flags, filters and further texts name, however deep, and no others", async () => {
    const flags = { lang: "en", fe: ["city^year"], where: "`人口` > 2" } as const;
    const table = await readNamedColumns(path, flags, { indicators: [{ name: "gdp" }] });
    expect([...table.columns.keys()]).toEqual(["city", "year", "gdp", "人口"]);
    expect(table.nRows).toBe(1);
    expect(table.source.unread).toEqual(["unused"]);
  });

  it("leaves messages on unknown columns as helpful as if all were read", async () => {
    const argv = `--unit city --time year --treat unsed --outcome gdp`.split(" ");
    expect(await callMain(["bacon", path, ...argv])).toMatchObject({
      code: 2,
      err: "error panel.csv: there is no column “unsed”. Did you mean “unused”?\n",
    });
  });
});
