import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callJson, callMain } from "./call-main.ts";

describe("ceteris init", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "ceteris-init-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(["en", "zh"])("writes a study that checks and runs without a problem: %s", async (lang) => {
    const path = join(folder, lang);
    const { code, out } = await callMain(["init", path, "--lang", lang]);
    expect([code, out]).toEqual([
      0,
      `study  ${path}/study.yaml\ndata   ${path}/panel.csv\nnext   ceteris run ${path}/study.yaml${lang === "zh" ? " --lang zh" : ""}\n`,
    ]);
    const study = join(path, "study.yaml");
    const checked = await callMain(["check", study]);
    expect(checked.out).toMatch(/^The study can run: 480 rows, 60 units, 8 periods/);
    const { document } = await callJson(["run", study, "--lang", lang]);
    expect(document.baseline.models).toHaveLength(3);
    const effect = document.baseline.models.at(-1).estimates[0];
    expect(effect.term).toBe("did");
    expect(effect.confLow).toBeGreaterThan(0);
    expect(document.eventStudy.declared.pretrend.pValue).toBeGreaterThan(0.05);
    expect(readFileSync(join(path, "output", "index.html"), "utf8")).toContain(
      lang === "zh" ? "公共服务" : "public services",
    );
  });

  it("is the same every time, with words in two languages and the same keys", async () => {
    const keys = (lang: string) =>
      readFileSync(join(folder, lang, "study.yaml"), "utf8")
        .split("\n")
        .filter((line) => !/^\s*#|labels|^ {2}(city|year):/.test(line))
        .map((line) =>
          line.replace(/(title|label): .*/, "$1").replace(/^( {2}(did|gdp|population)):.*/, "$1"),
        );
    expect(keys("zh")).toEqual(keys("en"));
    expect(readFileSync(join(folder, "zh", "panel.csv"))).toEqual(
      readFileSync(join(folder, "en", "panel.csv")),
    );
  });

  it("never writes over a file", async () => {
    const path = join(folder, "taken");
    await callMain(["init", path]);
    writeFileSync(join(path, "panel.csv"), "mine");
    rmSync(join(path, "study.yaml"));
    const { code, err } = await callMain(["init", path]);
    expect(code).toBe(2);
    expect(err).toContain("panel.csv: there is a file of this name already");
    expect(readFileSync(join(path, "panel.csv"), "utf8")).toBe("mine");
  });

  it("makes folders, and says a command that can be typed", async () => {
    const path = join(folder, "a b", "研究");
    const { out } = await callMain(["init", path]);
    expect(out).toContain(`next   ceteris run "${path}/study.yaml"\n`);
  });

  it.skipIf(!existsSync("/proc/self"))("ends where no folder can be made", async () => {
    const { code, err } = await callMain(["init", "/proc/study"]);
    expect([code, err]).toEqual([
      2,
      "error /proc/study: the folder does not exist. Make the folder first, or check its name.\n",
    ]);
  });
});
