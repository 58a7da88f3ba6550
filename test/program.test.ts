// The program as a process of its own. Needs the build (`npm run build`, which `npm test` does first).
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const bin = resolve("packages/cli/bin/ceteris.js");
const castle = resolve("data/castle/castle.csv");
const model = ["--unit", "state", "--time", "year", "--cohort", "cohort", "--outcome", "l_homicide"];
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris program "));
});
afterAll(() => rmSync(folder, { recursive: true }));

function call(argv: readonly string[], options: { input?: string | Buffer; cwd?: string } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...argv], {
    encoding: "utf8",
    env: { ...process.env, CI: "1" },
    ...options,
  });
  return { status, out: stdout, err: stderr };
}

/** What standard error says beside warnings of the design. */
const errorsIn = (text: string) => text.replace(/^warning .*\n/gm, "");

describe("the program", () => {
  it("reads standard input, and says the same as of the file", () => {
    const piped = call(["did", "-", ...model, "--json"], { input: readFileSync(castle) });
    const read = call(["did", castle, ...model, "--json"]);
    expect([piped.status, errorsIn(piped.err)]).toEqual([0, ""]);
    const [a, b] = [JSON.parse(piped.out), JSON.parse(read.out)];
    expect(a.spec.data).toEqual({ ...b.spec.data, file: "standard input" });
    expect({ ...a, spec: null }).toEqual({ ...b, spec: null });
  });

  it("ends with 0, 2 and 3, and writes no colour into a pipe", () => {
    expect(call(["--version"])).toEqual({ status: 0, out: "0.1.0\n", err: "" });
    const bad = call(["did", castle, ...model, "--level", "95"]);
    expect([bad.status, bad.out]).toEqual([2, ""]);
    expect(bad.err).toBe(
      "error --level: “95” is not a number between 0 and 1. Give --level a number between 0 and 1.\n",
    );
    const strict = call(["check", resolve("examples/pilot-study/study.yaml"), "--strict"]);
    expect(strict.status).toBe(3);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what it looks for
    expect(strict.err).not.toMatch(/\u001b/);
  });

  it("runs a study from another folder, into a folder with a space", () => {
    const output = join(folder, "my results");
    const { status, out } = call(["run", resolve("examples/castle/study.yaml"), "--output", "my results"], {
      cwd: folder,
    });
    expect(status).toBe(0);
    expect(out).toMatch(/^report {3}my results\/index\.html/);
    expect(existsSync(join(output, "index.html"))).toBe(true);
  });

  it("is content when its reader has seen enough", async () => {
    const child = spawn(process.execPath, [bin, "did", castle, ...model, "--json"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.destroy();
    let err = "";
    child.stderr.on("data", (text) => {
      err += text;
    });
    expect(await new Promise((done) => child.on("close", done))).toBe(0);
    expect(errorsIn(err)).toBe("");
  });

  it.skipIf(!existsSync("/dev/full"))("says when standard output cannot be written", () => {
    const { status, stderr } = spawnSync(process.execPath, [bin, "did", castle, ...model], {
      encoding: "utf8",
      stdio: ["ignore", openSync("/dev/full", "w"), "pipe"],
    });
    expect([status, errorsIn(stderr)]).toEqual([2, "error standard output: it cannot be written (ENOSPC)\n"]);
  });

  it.skipIf(process.platform === "win32")(
    "interrupted, ends with 130, and the next run goes on",
    async () => {
      const study = join(folder, "study.yaml");
      const text = readFileSync("examples/castle/study.yaml", "utf8").replaceAll(
        "../../data",
        resolve("data"),
      );
      writeFileSync(study, text.replace("draws: 500", "draws: 20000"));
      const child = spawn(process.execPath, [bin, "run", study], { stdio: ["ignore", "pipe", "pipe"] });
      let err = "";
      let sent = false;
      child.stderr.on("data", (chunk) => {
        err += chunk;
        if (!sent && err.includes("✓ baseline")) sent = child.kill("SIGINT");
      });
      expect(await new Promise((done) => child.on("close", done))).toBe(130);
      expect(err).toContain(
        "error ceteris run: the run was interrupted; the steps it had finished are kept. Run the same command again to go on from there.\n",
      );
      expect(readdirSync(join(folder, "output"))).toEqual([".partial"]);
      const again = call(["run", study]);
      expect(again.status).toBe(0);
      expect(again.err).toMatch(/✓ baseline +kept from an interrupted run/);
      expect(readdirSync(join(folder, "output")).sort()).toEqual([
        "charts",
        "files.json",
        "index.html",
        "report.docx",
        "results.json",
        "tables",
      ]);
    },
  );
});
