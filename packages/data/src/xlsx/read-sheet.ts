import { type Grid, gridBuilder, type MergedRange } from "../grid/grid.ts";
import { putNumber, type ShownNumber } from "../grid/number-format.ts";
import type { ZipMember } from "../zip/open-zip.ts";
import { scanXml } from "./scan-xml.ts";
import { decodeUnderscores } from "./workbook-parts.ts";
import { attribute } from "./xml-scanner.ts";

export interface WorkbookParts {
  readonly texts: readonly string[];
  readonly styles: readonly (ShownNumber | "year" | null)[];
  readonly date1904: boolean;
}

/** Reads the cells of a sheet. @throws Error (more rows or columns than a sheet can have, damage) */
export async function readSheet(
  member: ZipMember,
  { texts, styles, date1904 }: WorkbookParts,
): Promise<Grid> {
  const grid = gridBuilder();
  let row = 0;
  let column = -1;
  let type = "";
  let style = 0;
  let content = "";
  let inValue = false;
  let inCell = false;
  let formula = false;
  let phonetic = false;
  await scanXml(member, {
    open(name, tag) {
      if (name === "c") {
        const reference = attribute(tag, "r");
        const [c, r] = reference === undefined ? [column + 1, row] : cellPlace(reference);
        column = c;
        if (r !== row) throw new Error(`cell ${reference} stands in row ${row}`);
        type = attribute(tag, "t") ?? "n";
        style = Number(attribute(tag, "s") ?? 0);
        content = "";
        inCell = true;
        formula = false;
      } else if (name === "v" || name === "t") inValue = inCell && !phonetic;
      else if (name === "f") formula = inCell;
      else if (name === "rPh") phonetic = true;
      else if (name === "row") {
        const given = attribute(tag, "r");
        row = given === undefined ? row + 1 : Number(given);
        column = -1;
        if (!(row >= 1 && row <= 1_048_576)) throw new Error(`row ${given} cannot be`);
      } else if (name === "mergeCell") grid.merge(mergedRange(attribute(tag, "ref") ?? ""));
    },
    close(name) {
      if (name === "v" || name === "t") inValue = false;
      else if (name === "rPh") phonetic = false;
      else if (name === "c") {
        inCell = false;
        if (content === "") {
          if (formula && type !== "str") grid.error(row, column, "formula");
        } else if (type === "s") grid.text(row, column, texts[Number(content)] ?? missingText(content));
        else if (type === "inlineStr" || type === "str") grid.text(row, column, decodeUnderscores(content));
        else if (type === "e") grid.error(row, column, content);
        else if (type === "d") grid.text(row, column, content.replace(/T00:00:00(\.000)?Z?$/, ""));
        else {
          const value = Number(content);
          if (Number.isNaN(value)) throw new Error(`“${content.slice(0, 20)}” is not a number`);
          if (type === "b") grid.number(row, column, value);
          else putNumber(grid, row, column, value, styles[style] ?? null, date1904);
        }
      }
    },
    text(piece) {
      if (inValue) content += piece;
    },
  });
  return grid.finish();
}

function missingText(number: string): never {
  throw new Error(`text ${number.slice(0, 20)} is not among the shared ones`);
}

/** Column from 0 and row from 1 of a reference such as `AB12`. */
function cellPlace(reference: string): readonly [number, number] {
  let column = 0;
  let i = 0;
  for (; i < reference.length; i++) {
    const c = reference.charCodeAt(i);
    if (c < 65 || c > 90) break;
    column = column * 26 + (c - 64);
  }
  const row = Number(reference.slice(i));
  if (column < 1 || column > 16_384 || !Number.isInteger(row))
    throw new Error(`there is no cell ${reference.slice(0, 20)}`);
  return [column - 1, row];
}

function mergedRange(reference: string): MergedRange {
  const [from = "", to = from] = reference.split(":");
  const [left, top] = cellPlace(from);
  const [right, bottom] = cellPlace(to);
  return { top, left, bottom, right };
}
