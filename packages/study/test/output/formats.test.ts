import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Progress, readStudy, runStudy } from "../../src/index.ts";
import { studyFormats } from "../../src/output/study-formats.ts";
import { castle } from "../castle-studies.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris-formats-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A study of one model, with more keys; returns its path. */
function study(name: string, keys: string): string {
  const path = join(folder, `${name}.yaml`);
  writeFileSync(
    path,
    `data: { file: ${castle} }
output: ${name}
panel: { unit: state, time: year, treatment: { group: everTreated, start: 2006 } }
model: { outcome: l_homicide }
steps: { baseline: }
${keys}
`,
  );
  return path;
}

const start = (name: string, file: string) => readFileSync(join(folder, name, file)).toString("latin1", 0, 4);

it("writes a Word report unless it is asked not to", () => {
  const usual = {
    tables: ["csv", "md", "html", "tex"],
    charts: ["svg", "vl.json"],
    report: ["docx"],
    theme: "print",
  };
  expect(studyFormats({})).toEqual(usual);
  expect(studyFormats({ formats: { report: [] } })).toEqual({ ...usual, report: [] });
});

it("writes the formats it is asked for, and links them on the page", async () => {
  const keys = "formats: { tables: [typ, json, docx, xlsx, typ], charts: [pdf, png], report: [xlsx, docx] }";
  const path = study("all", keys);
  const { files } = await runStudy(await readStudy(path), { lang: "zh" });
  const endings = new Set(files.map((file) => file.slice(file.indexOf("."))));
  expect([...endings].sort()).toEqual([".docx", ".html", ".json", ".pdf", ".png", ".typ", ".xlsx"]);
  expect(new Set(files).size).toBe(files.length);
  const chart = files.find((file) => file.endsWith(".png"))!;
  expect(start("all", chart)).toBe("\u0089PNG");
  expect(start("all", chart.replace(/png$/, "pdf"))).toBe("%PDF");
  expect(start("all", "tables.xlsx")).toBe("PK\u0003\u0004");
  const page = readFileSync(join(folder, "all", "index.html"), "utf8");
  for (const file of files.filter((f) => f !== "index.html")) expect(page).toContain(`href="${file}"`);
  const bytes = () => files.map((file) => readFileSync(join(folder, "all", file)).toString("base64"));
  const first = bytes();
  await runStudy(await readStudy(path), { lang: "zh" });
  expect(bytes()).toEqual(first);
});

it("refuses a font that is none before anything is computed", async () => {
  await expect(readStudy(study("absent", "fonts: [absent.ttf]"))).rejects.toMatchObject({
    code: "FILE_NOT_FOUND",
    message: `${join(folder, "absent.ttf")}: there is no font file of this name. Check the name of the file.`,
  });
  await expect(readStudy(study("text", "fonts: [text.yaml]"))).rejects.toMatchObject({
    code: "FILE_UNREADABLE",
  });
});

it("ends when no font has a character, and takes up the finished steps when the study is mended", async () => {
  // Musical notation of ancient Greece: in no font that comes along or that is looked for.
  const labels = 'labels: { l_homicide: "y \u{1D200}", year: "y \u{1D200}" }';
  const told: Progress[] = [];
  const path = study("rare", labels);
  const run = runStudy(await readStudy(path));
  await expect(run).rejects.toMatchObject({
    code: "FONT_MISSING",
    message: expect.stringMatching(
      /^text “.*” of a chart: no font has “.+” \(U\+1D200\), which would be left blank/,
    ),
  });
  expect(existsSync(join(folder, "rare", "index.html"))).toBe(false);
  expect(readdirSync(join(folder, "rare", ".partial", "finished"))).toEqual(["baseline.json"]);
  study("rare", `${labels}\nformats: { report: [] }`);
  await runStudy(await readStudy(path), { onProgress: (progress) => told.push(progress) });
  expect(told.find(({ step }) => step === "baseline")?.state).toBe("kept");
});
