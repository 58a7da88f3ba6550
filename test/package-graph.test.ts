import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
// @ts-expect-error a plain script without types
import { forbiddenImports } from "../scripts/check-graph.mjs";
// @ts-expect-error a plain script without types
import { importCircles } from "../scripts/import-circles.mjs";

describe("the check of the package graph", () => {
  let base: string;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), "ceteris-graph-"));
    for (const name of ["core", "report"])
      cpSync(`packages/${name}`, join(base, "packages", name), {
        recursive: true,
        filter: (path) => !/node_modules|dist|test$/.test(path),
      });
  });
  afterEach(() => rmSync(base, { recursive: true }));

  const write = (file: string, code: string) => writeFileSync(join(base, file), code);
  const add = (file: string, line: string) =>
    write(file, `${line}\n${readFileSync(join(base, file), "utf8")}`);

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

  it("refuses files that import each other, if only for a type", () => {
    add("packages/core/src/panel/treatment.ts", 'import type { Panel } from "./panel.ts";');
    expect(forbiddenImports(base)).toEqual([
      "packages/core/src/panel/panel.ts imports packages/core/src/panel/treatment.ts imports packages/core/src/panel/panel.ts: a circle; move what they share to a file that imports none of them",
    ]);
  });

  it("refuses a circle over several files, one import of it on demand", () => {
    write("packages/core/src/hen.ts", 'export { egg } from "./egg.ts";');
    write("packages/core/src/egg.ts", 'export const egg = () => import("./random/chick.ts");');
    write("packages/core/src/random/chick.ts", 'import "../hen.ts";');
    expect(forbiddenImports(base)).toEqual([
      "packages/core/src/egg.ts imports packages/core/src/random/chick.ts imports packages/core/src/hen.ts imports packages/core/src/egg.ts: a circle; move what they share to a file that imports none of them",
    ]);
  });
});

describe("importCircles", () => {
  const circlesOf = (imports: Record<string, string[]>) => importCircles(new Map(Object.entries(imports)));

  it("finds none where data flow one way", () => {
    expect(circlesOf({ top: ["left", "right"], left: ["ground"], right: ["ground"], ground: [] })).toEqual(
      [],
    );
  });

  it("names the shortest way back of each circle, and a file that imports itself", () => {
    expect(
      circlesOf({ door: ["a"], a: ["b", "c"], b: ["c"], c: ["a", "ground"], ground: ["ground"] }),
    ).toEqual([
      ["a", "c", "a"],
      ["b", "c", "a", "b"],
      ["ground", "ground"],
    ]);
  });
});
