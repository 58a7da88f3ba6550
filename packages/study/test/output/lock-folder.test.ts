import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { lockFolder } from "../../src/output/lock-folder.ts";

let root: string;
let folder: string;
let n = 0;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "ceteris-lock-"));
});
afterAll(() => rmSync(root, { recursive: true }));
beforeEach(() => {
  folder = join(root, String(n++));
  mkdirSync(folder);
});

/** A lock as another process would have left it. */
function leave(content: object | string): void {
  mkdirSync(join(folder, ".lock"));
  const text = typeof content === "string" ? content : JSON.stringify({ ...holder, ...content });
  writeFileSync(join(folder, ".lock", "left"), text);
}
const holder = { pid: process.pid, host: hostname(), began: null, since: "2026-02-03T04:05:06.789Z" };

/** The number of a process that has ended. */
const ended = () => spawnSync(process.execPath, ["--version"]).pid;

describe("lockFolder", () => {
  it("lets one of many in, and the next when that one is done", async () => {
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)));
    const free = tries.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    expect(free).toHaveLength(1);
    const refused = tries.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
    expect(refused).toEqual(new Array(19).fill("OUTPUT_IN_USE"));
    expect(readdirSync(folder)).toEqual([".lock"]);
    await free[0]!();
    expect(readdirSync(folder)).toEqual([]);
    await (await lockFolder(folder))();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("says which process writes there, and what to do", async () => {
    leave({});
    await expect(lockFolder(folder)).rejects.toMatchObject({
      code: "OUTPUT_IN_USE",
      message: `${folder}: another run is writing there (process ${process.pid}, since 2026-02-03 04:05:06 UTC). Wait for it to end, or give this run a folder of its own with --output.`,
    });
    expect(readdirSync(folder)).toEqual([".lock"]);
  });

  it("cannot look at processes of another machine, and says how to mend that", async () => {
    leave({ host: "node7", pid: 12 });
    await expect(lockFolder(folder)).rejects.toMatchObject({
      code: "OUTPUT_IN_USE",
      message: `${folder}: another run is writing there (process 12 on node7, since 2026-02-03 04:05:06 UTC). Wait for it to end, or give this run a folder of its own with --output; if it is gone, remove ${join(folder, ".lock")}.`,
    });
  });

  const leftovers: readonly (readonly [string, () => void])[] = [
    ["a process that is gone", () => leave({ pid: ended() })],
    ["a crash while it was written", () => leave("")],
    ["a run that was killed as it let go", () => mkdirSync(join(folder, ".lock"))],
    // Where the system tells when a process began, another of the same number is another.
    ...(process.platform === "linux"
      ? [["a process whose number another has now", () => leave({ began: "1" })] as const]
      : []),
  ];
  it.each(leftovers)("takes over what was left by %s, once", async (_, left) => {
    left();
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => lockFolder(folder)));
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const [entry] = readdirSync(join(folder, ".lock"));
    expect(JSON.parse(readFileSync(join(folder, ".lock", entry!), "utf8"))).toMatchObject({
      pid: process.pid,
      host: hostname(),
    });
    expect(readdirSync(folder)).toEqual([".lock"]);
  });

  it("does not touch a file that has its name", async () => {
    writeFileSync(join(folder, ".lock"), "mine");
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: "ENOTDIR" });
    expect(readdirSync(folder)).toEqual([".lock"]);
  });
});
