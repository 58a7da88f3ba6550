// Runs as processes of their own that meet in one folder, or are killed. Needs the build.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const bin = resolve("packages/cli/bin/ceteris.js");
let folder: string;
let study: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris-killed-"));
  study = join(folder, "study.yaml");
  const text = readFileSync("examples/castle/study.yaml", "utf8").replaceAll("../../data", resolve("data"));
  const steps = "steps:\n  baseline:\n  placebo: { draws: 3000 }\n  describe:\n";
  const formats = "formats: { tables: [csv], charts: [], report: [] }\n\n";
  writeFileSync(study, text.replace(/^steps:.*?\n(?=labels:)/ms, steps + formats));
});
afterAll(() => rmSync(folder, { recursive: true }));

const argv = (output: string) => [bin, "run", study, "--output", join(folder, output)];

function run(output: string, ...more: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...argv(output), ...more], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

/** A run that was stopped when it had told of its baseline. */
async function begin(output: string) {
  const child = spawn(process.execPath, argv(output), { stdio: ["ignore", "ignore", "pipe"] });
  const closed = new Promise((done) => child.on("close", done));
  await new Promise<void>((done) => {
    let said = "";
    child.stderr.on("data", (text) => {
      said += text;
      if (said.includes("✓ baseline") && child.kill("SIGSTOP")) done();
    });
  });
  return { child, closed };
}

function contents(output: string): Record<string, string> {
  const names = (readdirSync(join(folder, output), { recursive: true }) as string[])
    .filter((name) => statSync(join(folder, output, name)).isFile())
    .sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, output, name), "latin1")]));
}

describe.skipIf(process.platform === "win32")("two runs into one folder", () => {
  it("are not at once; when the first is killed the next goes on from what it had, to the same bytes", async () => {
    const first = await begin("results");
    const refused = run("results", "--json");
    expect(refused.status).toBe(2);
    const { error } = JSON.parse(refused.stdout);
    expect(error).toMatchObject({ code: "OUTPUT_IN_USE", where: join(folder, "results") });
    expect(error.message).toContain(`another run is writing there (process ${first.child.pid}, since 20`);
    expect(error.mend).toBe("Wait for it to end, or give this run a folder of its own with --output");
    first.child.kill("SIGKILL");
    await first.closed;
    expect(readdirSync(join(folder, "results")).sort()).toEqual([".lock", ".partial"]);
    const next = run("results");
    expect(next.status).toBe(0);
    expect(next.stderr).toMatch(/✓ baseline +kept from an interrupted run/);
    expect(run("whole").status).toBe(0);
    expect(contents("results")).toEqual(contents("whole"));
    expect(readdirSync(join(folder, "results")).filter((name) => name.startsWith("."))).toEqual([]);
  });
});
