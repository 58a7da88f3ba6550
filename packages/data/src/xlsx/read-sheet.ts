import { type Grid, gridBuilder, type MergedRange } from "../grid/grid.ts";
import { putNumber, type ShownNumber } from "../grid/number-format.ts";
import type { ZipMember } from "../source/open-zip.ts";
import { type CellTag, numberIn, placeCell, readCellTag } from "./cell-tag.ts";
import { scanXml } from "./scan-xml.ts";
import { decodeUnderscores } from "./workbook-parts.ts";
import { attribute, xmlText } from "./xml-scanner.ts";

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
  const cell: CellTag = { row: 0, column: -1, style: 0, type: "n" };
  /** Text of a cell that is none of numbers. */
  let content = "";
  let value = Number.NaN;
  let inValue = false;
  let inCell = false;
  let formula = false;
  let phonetic = false;

  function put({ type, column, style }: CellTag): void {
    if (content === "" && Number.isNaN(value)) {
      if (formula && type !== "str") grid.error(row, column, "formula");
    } else if (type === "s") grid.text(row, column, texts[value] ?? missingText(content || String(value)));
    else if (type === "inlineStr" || type === "str") grid.text(row, column, decodeUnderscores(content));
    else if (type === "e") grid.error(row, column, content);
    else if (type === "d") grid.text(row, column, content.replace(/T00:00:00(\.000)?Z?$/, ""));
    else if (content !== "") throw new Error(`“${content.slice(0, 20)}” is not a number`);
    else if (type === "b") grid.number(row, column, value);
    else putNumber(grid, row, column, value, styles[style] ?? null, date1904);
  }

  await scanXml(member, {
    open(name, tag) {
      if (name === "c") {
        cell.row = row;
        cell.column++;
        readCellTag(tag, cell);
        if (cell.row !== row) throw new Error(`a cell of row ${cell.row} stands in row ${row}`);
        content = "";
        formula = false;
        value = Number.NaN;
        const end = NUMERIC.has(cell.type) ? plainValueEnd(tag.bytes, tag.end + 1) : 0;
        if (end > 0) value = numberIn(tag.bytes, tag.end + 4, end - 8);
        if (!Number.isNaN(value)) {
          put(cell);
          return end;
        }
        inCell = true;
      } else if (name === "v" || name === "t") inValue = inCell && !phonetic;
      else if (name === "f") formula = inCell;
      else if (name === "rPh") phonetic = true;
      else if (name === "row") {
        const given = attribute(tag, "r");
        row = given === undefined ? row + 1 : Number(given);
        cell.column = -1;
        if (!(row >= 1 && row <= 1_048_576)) throw new Error(`row ${given} cannot be`);
      } else if (name === "mergeCell") grid.merge(mergedRange(attribute(tag, "ref") ?? ""));
      return undefined;
    },
    close(name) {
      if (name === "v" || name === "t") inValue = false;
      else if (name === "rPh") phonetic = false;
      else if (name === "c") {
        inCell = false;
        put(cell);
      }
    },
    text(bytes, start, end, raw) {
      if (!inValue) return;
      if (NUMERIC.has(cell.type) && content === "" && Number.isNaN(value)) {
        value = numberIn(bytes, start, end);
        if (!Number.isNaN(value)) return;
      } else if (!Number.isNaN(value)) throw new Error("a number stands in pieces");
      content += xmlText(bytes, start, end, raw);
    },
  });
  return grid.finish();
}

const NUMERIC = new Set(["n", "s", "b"]);

/** Where `<v>…</v></c>` at a place ends, as nearly all cells are written; 0 when something else stands there. */
function plainValueEnd(bytes: Buffer, at: number): number {
  if (bytes[at] !== 60 || bytes[at + 1] !== 118 || bytes[at + 2] !== 62) return 0;
  let end = at + 3;
  while (end < bytes.length && bytes[end] !== 60) end++;
  if (end + 8 > bytes.length) return 0;
  for (let k = 0; k < 8; k++) if (bytes[end + k] !== CLOSING[k]) return 0;
  return end + 8;
}

const CLOSING = Buffer.from("</v></c>");

function missingText(number: string): never {
  throw new Error(`text ${number.slice(0, 20)} is not among the shared ones`);
}

function mergedRange(reference: string): MergedRange {
  const [from, to = from] = reference.split(":").map((text) => {
    const corner = { row: 0, column: 0 };
    placeCell(Buffer.from(text, "latin1"), 0, text.length, corner);
    return corner;
  });
  return { top: from!.row, left: from!.column, bottom: to!.row, right: to!.column };
}
