import { type ShownNumber, shownNumber } from "../grid/number-format.ts";
import type { ZipMember } from "../source/open-zip.ts";
import { scanXml } from "./scan-xml.ts";
import { attribute, xmlText } from "./xml-scanner.ts";

/** The texts that cells refer to by number. Phonetic guides are left out. */
export async function readSharedStrings(member: ZipMember | undefined): Promise<readonly string[]> {
  const texts: string[] = [];
  let text = "";
  let inText = false;
  let phonetic = false;
  await scanXml(member, {
    open(name) {
      if (name === "si") text = "";
      else if (name === "rPh") phonetic = true;
      else if (name === "t") inText = !phonetic;
    },
    close(name) {
      if (name === "si") texts.push(decodeUnderscores(text));
      else if (name === "rPh") phonetic = false;
      else if (name === "t") inText = false;
    },
    text(bytes, start, end, raw) {
      if (inText) text += xmlText(bytes, start, end, raw);
    },
  });
  return texts;
}

/** `_x000D_` is how workbooks write characters that XML cannot hold. */
export function decodeUnderscores(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** What each style of cell makes of a number. */
export async function readStyles(
  member: ZipMember | undefined,
): Promise<readonly (ShownNumber | "year" | null)[]> {
  const codes = new Map<number, string>();
  const styles: (ShownNumber | "year" | null)[] = [];
  let inCells = false;
  await scanXml(member, {
    open(name, tag) {
      if (name === "numFmt")
        codes.set(Number(attribute(tag, "numFmtId")), attribute(tag, "formatCode") ?? "");
      else if (name === "cellXfs") inCells = true;
      else if (name === "xf" && inCells) {
        const id = Number(attribute(tag, "numFmtId") ?? 0);
        styles.push(shownNumber(id, codes.get(id)));
      }
    },
    close(name) {
      if (name === "cellXfs") inCells = false;
    },
  });
  return styles;
}
