import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Face, Fonts, TextStyle } from "./fonts.ts";
import { readFaces } from "./read-faces.ts";
import { systemFonts } from "./system-fonts.ts";

export interface FontOptions {
  /** Font files to use before all others: `.ttf`, `.otf` or `.ttc`. */
  readonly files?: readonly string[] | undefined;
  /** Whether to look for fonts of this machine when all others lack a character; default true. */
  readonly system?: boolean | undefined;
}

/**
 * The fonts that `svgToPng` and `svgToPdf` draw text with: the files given, then the two that come
 * along with this package, Arimo for Latin, Greek and Cyrillic, and Noto Sans for Chinese, then those
 * of this machine. So a picture without rare characters has the same bytes everywhere.
 *
 * A file is opened when a character asks for it. Open the fonts once for many pictures.
 *
 * @throws FILE_NOT_FOUND, FILE_UNREADABLE for a file given
 * @example
 * const fonts = await openFonts({ files: ["SourceHanSerifSC-Regular.otf"] });
 * const png = await svgToPng(svg, { fonts });
 */
export async function openFonts(options: FontOptions = {}): Promise<Fonts> {
  const { create } = await import("fontkit");
  const opened = new Map<string, readonly Face[]>();
  const open = (file: string) => {
    if (!opened.has(file)) opened.set(file, readFaces(file, create));
    return opened.get(file)!;
  };
  const given = (options.files ?? []).flatMap(open);
  let found: readonly string[] | undefined;
  const fromSystem = (codePoint: number): Face | null => {
    if (options.system === false) return null;
    found ??= systemFonts();
    for (const file of found) {
      const faces = tried(() => open(file)).filter((f) => f.has(codePoint));
      if (faces.length > 0) return faces.find((f) => /SC|GB|CN/.test(f.name)) ?? faces[0]!;
    }
    return null;
  };
  return {
    faceFor(codePoint, style) {
      const has = (f: Face) => f.has(codePoint);
      const first = given.find(has);
      if (first) return first;
      for (const file of bundled(style)) {
        const face = open(file).find(has);
        if (face) return face;
      }
      return fromSystem(codePoint);
    },
  };
}

/** The files that come along, for a style and then for upright text; the Chinese ones may be left out of an installation. */
function bundled({ bold, italic }: TextStyle): readonly string[] {
  const weight = bold ? "600SemiBold" : "400Regular";
  return [
    latin(italic ? `${weight}_Italic` : weight),
    latin(weight),
    chinese(bold ? "Bold" : "Regular"),
    latin("400Regular"),
  ].filter((file) => file !== null);
}

function latin(style: string): string | null {
  const folder = packageFolder("@expo-google-fonts/arimo/package.json");
  return folder && join(folder, style, `Arimo_${style}.ttf`);
}

function chinese(weight: string): string | null {
  const entry = packageFolder("@embedpdf/fonts-sc");
  return entry && join(dirname(entry), "fonts", `NotoSansHans-${weight}.otf`);
}

/** The folder of a module of a package, or null where the package is not installed. */
function packageFolder(module: string): string | null {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(module));
    return existsSync(folder) ? folder : null;
  } catch {
    return null;
  }
}

/** A broken font of the machine is passed over. */
function tried(read: () => readonly Face[]): readonly Face[] {
  try {
    return read();
  } catch {
    return [];
  }
}
