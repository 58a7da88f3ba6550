import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openFonts } from "../src/index.ts";
import { systemFonts } from "../src/render/system-fonts.ts";
import { textRuns } from "../src/render/text-runs.ts";

const folder = mkdtempSync(join(tmpdir(), "fonts-"));
afterAll(() => rmSync(folder, { recursive: true }));

const arimo = dirname(createRequire(import.meta.url).resolve("@expo-google-fonts/arimo/package.json"));
const plain = { bold: false, italic: false };
const point = (character: string) => character.codePointAt(0)!;

test("Latin, Greek and Chinese come along, in regular and bold", async () => {
  const fonts = await openFonts({ system: false });
  const name = (character: string, style = plain) => fonts.faceFor(point(character), style)?.name ?? null;
  expect([name("a"), name("χ"), name("−"), name("数"), name("，"), name("👍")]).toEqual([
    "Arimo-Regular",
    "Arimo-Regular",
    "Arimo-Regular",
    "NotoSansHans-Regular",
    "NotoSansHans-Regular",
    null,
  ]);
  expect(name("a", { bold: true, italic: false })).toBe("Arimo-SemiBold");
  expect(name("a", { bold: false, italic: true })).toBe("Arimo-Italic");
  expect(name("数", { bold: true, italic: true })).toBe("NotoSansHans-Bold");
});

test("a file given goes before all others, where it has the character", async () => {
  const file = join(arimo, "700Bold", "Arimo_700Bold.ttf");
  const fonts = await openFonts({ files: [file], system: false });
  expect(fonts.faceFor(point("a"), plain)).toMatchObject({ name: "Arimo-Bold", file });
  expect(fonts.faceFor(point("数"), plain)?.name).toBe("NotoSansHans-Regular");
});

test("text is cut where the font changes; spaces and accents stay with what they follow", async () => {
  const fonts = await openFonts({ system: false });
  const runs = textRuns("效应 (M\u0304) 为 0", plain, fonts);
  expect(runs.map(({ text, face }) => [text, face.name.slice(0, 5)])).toEqual([
    ["效应 ", "NotoS"],
    ["(M\u0304) ", "Arimo"],
    ["为 ", "NotoS"],
    ["0", "Arimo"],
  ]);
  // The macron stands above its letter, not after it.
  const { face } = runs[1]!;
  expect(face.layOut("M\u0304").width).toBe(face.layOut("M").width);
});

test("files that are no fonts are refused by name", async () => {
  const missing = join(folder, "missing.ttf");
  await expect(openFonts({ files: [missing] })).rejects.toMatchObject({
    code: "FILE_NOT_FOUND",
    message: `${missing}: there is no font file of this name. Check the name of the file.`,
  });
  await expect(openFonts({ files: [folder] })).rejects.toMatchObject({
    code: "FILE_UNREADABLE",
    message: `${folder}: the font file cannot be read. Give yourself the right to read it.`,
  });
  const text = join(folder, "text.ttf");
  writeFileSync(text, "not a font");
  await expect(openFonts({ files: [text] })).rejects.toMatchObject({
    code: "FILE_UNREADABLE",
    message: `${text}: “text.ttf” is no TrueType or OpenType font. Name a file that ends in .ttf, .otf or .ttc.`,
  });
});

test("fonts of the machine: sober families only, Chinese first, whatever the order of folders", () => {
  const machine = join(folder, "machine");
  mkdirSync(join(machine, "b", "c"), { recursive: true });
  for (const name of [
    "DejaVuSans.ttf",
    "Comic.ttf",
    "readme.txt",
    "b/wqy-microhei.ttc",
    "b/c/NotoSansCJK-Regular.ttc",
  ]) {
    writeFileSync(join(machine, name), "");
  }
  const found = systemFonts([join(folder, "absent"), machine]);
  expect(found.map((file) => file.slice(machine.length + 1))).toEqual([
    "b/c/NotoSansCJK-Regular.ttc",
    "b/wqy-microhei.ttc",
    "DejaVuSans.ttf",
  ]);
  copyFileSync(
    join(arimo, "400Regular", "Arimo_400Regular.ttf"),
    join(machine, "LiberationSans-Regular.ttf"),
  );
  expect(systemFonts([machine])).toHaveLength(4);
});
