import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { CeterisError } from "@ceteris/core";
import type { create as CreateFont, Font, FontCollection } from "fontkit";
import { type Face, PLAIN } from "./fonts.ts";

/**
 * Opens the faces of a TrueType or OpenType file, or of a collection of them.
 *
 * @param create fontkit's, which the caller has loaded
 * @throws FILE_NOT_FOUND, FILE_UNREADABLE
 */
export function readFaces(file: string, create: typeof CreateFont): readonly Face[] {
  const data = readBytes(file);
  let opened: Font | FontCollection;
  try {
    opened = create(data);
  } catch {
    throw notFont(file);
  }
  if (opened.type === "TTF") return [face(opened, file, data, false)];
  if ("fonts" in opened) return opened.fonts.map((font) => face(font, file, data, true));
  throw notFont(file);
}

function face(font: Font, file: string, data: Buffer, isCollection: boolean): Face {
  const known = new Map<string, ReturnType<Face["layOut"]>>();
  return {
    name: font.postscriptName,
    file,
    data,
    isCollection,
    unitsPerEm: font.unitsPerEm,
    has: (codePoint) => font.hasGlyphForCodePoint(codePoint),
    layOut(text) {
      if (!known.has(text)) known.set(text, layOut(font, text));
      return known.get(text)!;
    },
  };
}

/** Scripts whose characters change or move beside others; fontkit's shaping engine is slow to start. */
const SHAPED = /\p{M}|[\u0590-\u1cff]/u;

function layOut(font: Font, text: string): ReturnType<Face["layOut"]> {
  if (SHAPED.test(text)) return shaped(font, text);
  let x = 0;
  const glyphs = font.glyphsForString(text).map((glyph) => {
    const at = { outline: () => glyph.path.commands, x, y: 0 };
    x += glyph.advanceWidth;
    return at;
  });
  return { glyphs, width: x };
}

function shaped(font: Font, text: string): ReturnType<Face["layOut"]> {
  const { glyphs, positions } = font.layout(text, { ...PLAIN });
  let x = 0;
  const placed = glyphs.map((glyph, i) => {
    const { xAdvance, xOffset, yOffset } = positions[i]!;
    const at = { outline: () => glyph.path.commands, x: x + xOffset, y: yOffset };
    x += xAdvance;
    return at;
  });
  return { glyphs: placed, width: x };
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new CeterisError({
      code: missing ? "FILE_NOT_FOUND" : "FILE_UNREADABLE",
      where: file,
      what: missing ? "there is no font file of this name" : "the font file cannot be read",
      mend: missing ? "Check the name of the file" : "Give yourself the right to read it",
    });
  }
}

function notFont(file: string): CeterisError {
  return new CeterisError({
    code: "FILE_UNREADABLE",
    where: file,
    what: `“${basename(file)}” is no TrueType or OpenType font`,
    mend: "Name a file that ends in .ttf, .otf or .ttc",
  });
}
