import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
// @ts-expect-error a plain script without types
import { forbiddenImports } from "../scripts/check-graph.mjs";

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "ceteris-graph-"));
  for (const name of ["core", "report"])
    cpSync(`packages/${name}`, join(base, "packages", name), {
      recursive: true,
      filter: (path) => !/node_modules|dist/.test(path),
    });
});
afterEach(() => rmSync(base, { recursive: true }));

const add = (file: string, line: string) =>
  writeFileSync(join(base, file), `${line}\n${readFileSync(join(base, file), "utf8")}`);

describe("the check of the package graph", () => {
  it("passes the packages as they are", () => {
    expect(forbiddenImports(base)).toEqual([]);
  });

  it.each([
    ["packages/core/src/index.ts", 'import "@ceteris/report";', "core may import no other package"],
    ["packages/report/src/index.ts", 'export * from "@ceteris/did";', "report may import core"],
    ["packages/report/src/index.ts", 'import("@ceteris/core/src/panel/panel.ts");', "not a file inside it"],
    ["packages/core/src/index.ts", 'import fs from "node:fs";', "core does no input or output"],
    ["packages/core/src/index.ts", 'import "left-pad";', "package.json does not declare it"],
    ["packages/core/src/index.ts", 'import "../../report/src/index.ts";', "may not leave the package"],
  ])("refuses in %s: %s", (file, line, reason) => {
    add(file, line);
    expect(forbiddenImports(base).join("\n")).toContain(reason);
  });
});
