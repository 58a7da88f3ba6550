// The program against figures of R on real data: fixtures/castle.json, made by fixtures/castle.R.
import { readFileSync } from "node:fs";
import { lookUp } from "ceteris";
import { describe, expect, it } from "vitest";
import { callJson } from "../packages/cli/test/call-main.ts";

interface Case {
  readonly id: string;
  readonly args: readonly string[];
  readonly expect: Readonly<Record<string, number>>;
}

const cases: readonly Case[] = JSON.parse(readFileSync("test/fixtures/castle.json", "utf8"));
const PATHS: Readonly<Record<string, string>> = {
  "castle.csv": "data/castle/castle.csv",
  "castle-index.json": "test/fixtures/castle-index.json",
};

/**
 * The same algorithm in double precision; p values carry the error of a statistic on, and glm stops a
 * little before the maximum of the likelihood.
 */
const tolerance = (path: string) => (path.endsWith("pValue") ? 1e-6 : 1e-7);

describe("figures of R", () => {
  it.each(cases.map((c) => [c.id, c] as const))("%s", async (_id, { args, expect: figures }) => {
    const { code, document } = await callJson(args.map((a) => PATHS[a] ?? a));
    expect(code).toBe(0);
    expect(Object.keys(figures).length).toBeGreaterThan(8);
    for (const [path, value] of Object.entries(figures)) {
      const got = lookUp(document, path);
      expect(got, path).toBeTypeOf("number");
      expect(Math.abs((got as number) - value), path).toBeLessThanOrEqual(
        tolerance(path) * Math.abs(value) + 1e-12,
      );
    }
  });
});
