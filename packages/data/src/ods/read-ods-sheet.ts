import { type Grid, gridBuilder } from "../grid/grid.ts";
import type { ZipMember } from "../source/open-zip.ts";
import { scanXml } from "../xlsx/scan-xml.ts";
import { type XmlTag, xmlText } from "../xlsx/xml-scanner.ts";
import { countIn, type OdsCell, odsCell, putOdsCell } from "./ods-cell.ts";

/** Reads the cells of the sheet at a place, from 0. @throws Error (more rows or columns than fit) */
export async function readOdsSheet(content: ZipMember, place: number): Promise<Grid> {
  const grid = gridBuilder();
  let sheet = -1;
  /** Of tables, one in another. */
  let depth = 0;
  /** Rows and cells stand for as many as they say, of which a hostile file may say any number. */
  const mostCells = Math.max(FEW_CELLS, CELLS_PER_BYTE * content.size);
  let nCells = 0;
  let row = 0;
  let rowsRepeated = 1;
  let column = 0;
  let cell: OdsCell | null = null;
  let cells: { readonly cell: OdsCell; readonly column: number }[] = [];
  /** Inside notes and readings, whose text is not the cell's. */
  let aside = 0;
  let inParagraph = 0;

  const isHere = () => sheet === place && depth === 1;

  function openCell(tag: XmlTag): void {
    cell = odsCell(tag);
    if (column + cell.repeated > MOST_COLUMNS) throw new Error(`a row has more than ${MOST_COLUMNS} columns`);
    const { columnsSpanned, rowsSpanned } = cell;
    if (columnsSpanned > 1 || rowsSpanned > 1) {
      const [bottom, right] = [row + rowsSpanned - 1, column + columnsSpanned - 1];
      grid.merge({ top: row, left: column, bottom, right });
    }
  }

  function closeRow(): void {
    if (row + rowsRepeated - 1 > MOST_ROWS && cells.length > 0)
      throw new Error(`the sheet has more than ${MOST_ROWS} rows`);
    if (cells.length > 0) {
      nCells += rowsRepeated * cells.reduce((sum, { cell: one }) => sum + one.repeated, 0);
      if (nCells > mostCells)
        throw new Error(`${content.size} bytes stand for more than ${mostCells} cells; save it as CSV`);
      for (let r = row; r < row + rowsRepeated; r++) {
        for (const { cell: one, column: first } of cells)
          for (let c = first; c < first + one.repeated; c++) putOdsCell(grid, r, c, one);
      }
    }
    row += rowsRepeated - 1;
    cells = [];
  }

  await scanXml(content, {
    open(name, tag) {
      if (name === "table") {
        if (depth++ === 0) sheet++;
      } else if (!isHere()) return;
      else if (name === "table-row") {
        row++;
        rowsRepeated = countIn(tag, "table:number-rows-repeated");
        column = 0;
      } else if (name === "table-cell" || name === "covered-table-cell") openCell(tag);
      else if (cell === null) return;
      else if (name === "annotation" || name === "ruby-text") aside++;
      else if (aside > 0) return;
      else if (name === "p") {
        if (cell.text !== "") cell.text += "\n";
        inParagraph++;
      } else if (name === "s") cell.text += " ".repeat(Math.min(countIn(tag, "text:c"), MOST_BLANKS));
      else if (name === "tab") cell.text += "\t";
      else if (name === "line-break") cell.text += "\n";
    },
    close(name) {
      if (name === "table") depth--;
      else if (!isHere()) return;
      else if (name === "table-row") closeRow();
      else if (name === "table-cell" || name === "covered-table-cell") {
        if (cell === null) return;
        if (cell.type !== null) cells.push({ cell, column });
        column += cell.repeated;
        cell = null;
      } else if (name === "annotation" || name === "ruby-text") aside--;
      else if (name === "p" && aside === 0) inParagraph--;
    },
    text(bytes, start, end, raw) {
      if (cell !== null && aside === 0 && inParagraph > 0 && isHere())
        cell.text += xmlText(bytes, start, end, raw).replace(/\s+/g, " ");
    },
  });
  return grid.finish();
}

const FEW_CELLS = 2 ** 20;
const CELLS_PER_BYTE = 16;
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
const MOST_BLANKS = 100;
