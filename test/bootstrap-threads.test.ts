// The bootstrap and the jackknife of a study, transforms included, in threads of their own. Needs the build, as threads run built files.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const bin = resolve("packages/cli/bin/ceteris.js");
let folder: string;
let study: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris-threads-"));
  study = join(folder, "study.yaml");
  const text = readFileSync("examples/castle/study.yaml", "utf8").replaceAll("../../data", resolve("data"));
  const transform =
    'transform: [{ verb: winsorise, columns: [l_income], by: [year], lower: 0.1, upper: 0.9, as: "*" }]\n';
  const steps =
    "steps:\n  bootstrap: { draws: 41 }\n  jackknife: {}\nformats: { tables: [], charts: [], report: [] }\n\n";
  writeFileSync(
    study,
    text.replace(/^steps:.*?\n(?=labels:)/ms, steps).replace(/^model:/m, `${transform}model:`),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(threads: number): string {
  const output = join(folder, "output");
  const argv = [bin, "run", study, "--threads", String(threads), "--json", "--output", output];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: "utf8" });
  expect(stderr).toMatch(/✓ bootstrap.*✓ jackknife/s);
  expect(status).toBe(0);
  return stdout;
}

describe("a study done over and over", () => {
  it("gives the same bytes with one, two and three threads", () => {
    const [one, two, three] = [1, 2, 3].map(run);
    const { bootstrap, jackknife } = JSON.parse(one!);
    expect([bootstrap.nDraws, jackknife.leftOut.length]).toEqual([41, 50]);
    expect(two).toBe(one);
    expect(three).toBe(one);
  });
});
