import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openOutput } from "../../src/output/folder.ts";
import { makeFolders } from "../../src/output/make-folders.ts";

let root: string;
let path: string;
let n = 0;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "ceteris-folder-"));
});
afterAll(() => rmSync(root, { recursive: true }));
beforeEach(() => {
  path = join(root, String(n++));
});

const inFolder = () => (readdirSync(path, { recursive: true }) as string[]).sort();
const read = (name: string) => readFileSync(join(path, name), "utf8");

/** One whole run that writes these files. */
async function write(files: Readonly<Record<string, string>>) {
  const output = await openOutput(path);
  for (const [name, content] of Object.entries(files)) await output.write(name, content);
  try {
    await output.finish();
  } finally {
    await output.close();
  }
}

describe("the folder of a study's results", () => {
  it("shows nothing before all is there, and nothing but it then", async () => {
    const output = await openOutput(path);
    await output.write("tables/a.csv", "1");
    await output.remember("step", "key", { found: 1 });
    expect(existsSync(join(path, "tables"))).toBe(false);
    await output.finish();
    await output.close();
    expect(inFolder()).toEqual(["files.json", "tables", "tables/a.csv"]);
    expect(JSON.parse(read("files.json"))).toEqual({ files: ["tables/a.csv"] });
  });

  it("gives back what was remembered under the same key, after a run that was cut off", async () => {
    const cut = await openOutput(path);
    await cut.write("a.csv", "1");
    await cut.remember("step", "key", { found: 1 });
    await cut.close();
    expect(inFolder()).toEqual([".partial", ".partial/finished", ".partial/finished/step.json"]);
    const next = await openOutput(path);
    expect(await next.recall("step", "key")).toEqual({ found: 1 });
    expect(await next.recall("step", "other")).toBeNull();
    expect(await next.recall("other", "key")).toBeNull();
    await next.abandon();
    expect(inFolder()).toEqual([]);
  });

  it("can be made by several at once", async () => {
    await Promise.all(Array.from({ length: 8 }, () => makeFolders(join(path, "a", "b", "c"))));
    expect(inFolder()).toEqual(["a", "a/b", "a/b/c"]);
  });

  it("removes what it made, up to what was there", async () => {
    mkdirSync(path);
    const output = await openOutput(join(path, "a", "b"));
    await output.abandon();
    expect(inFolder()).toEqual([]);
  });

  it("writes over files of runs, and no other's", async () => {
    await write({ "index.html": "1", "tables/a.csv": "1", "tables/b.csv": "1" });
    writeFileSync(join(path, "tables", "c.csv"), "mine");
    await expect(
      write({ "index.html": "2", "tables/a.csv": "2", "tables/c.csv": "2" }),
    ).rejects.toMatchObject({
      code: "OUTPUT_NOT_WRITABLE",
      message: `${join(path, "tables/c.csv")}: this file is there already, and no run has written it. Choose another folder with --output, or move the file away.`,
    });
    expect([read("index.html"), read("tables/b.csv"), read("tables/c.csv")]).toEqual(["1", "1", "mine"]);
    await write({ "index.html": "2", "tables/a.csv": "2" });
    expect(read("index.html")).toBe("2");
    expect(inFolder()).toEqual(["files.json", "index.html", "tables", "tables/a.csv", "tables/c.csv"]);
  });

  it("says so before anything is computed, where every run writes a file of that name", async () => {
    mkdirSync(path);
    writeFileSync(join(path, "index.html"), "mine");
    await expect(openOutput(path)).rejects.toMatchObject({ where: join(path, "index.html") });
    expect(inFolder()).toEqual(["index.html"]);
  });

  it("knows after a run that was cut off as it moved its files which of them to remove", async () => {
    await write({ "a.csv": "1" });
    // A folder with something in it cannot be moved away.
    mkdirSync(join(path, "c.csv", "x"), { recursive: true });
    writeFileSync(join(path, "files.json"), '{ "files": ["a.csv", "c.csv"] }');
    await expect(write({ "b.csv": "2", "c.csv": "2" })).rejects.toMatchObject({
      code: "OUTPUT_NOT_WRITABLE",
    });
    expect(existsSync(join(path, "b.csv"))).toBe(true);
    expect(JSON.parse(read("files.json"))).toEqual({ files: ["a.csv", "b.csv", "c.csv"] });
    rmSync(join(path, "c.csv"), { recursive: true });
    await write({ "d.csv": "3" });
    expect(inFolder()).toEqual(["d.csv", "files.json"]);
  });

  it("touches nothing outside, whatever its list says", async () => {
    mkdirSync(path);
    writeFileSync(join(root, "precious"), "mine");
    const names = ["../precious", `${root}/precious`, ".git/config", "a/../../precious", 7, null, ""];
    writeFileSync(join(path, "files.json"), JSON.stringify({ files: names }));
    await write({ "a.csv": "1" });
    expect(readFileSync(join(root, "precious"), "utf8")).toBe("mine");
    writeFileSync(join(path, "files.json"), "{ broken");
    await expect(write({ "a.csv": "1" })).rejects.toMatchObject({ code: "OUTPUT_NOT_WRITABLE" });
  });

  it("is for one run at a time", async () => {
    const one = await openOutput(path);
    await expect(openOutput(path)).rejects.toMatchObject({ code: "OUTPUT_IN_USE" });
    await one.close();
    await (await openOutput(path)).abandon();
  });
});
