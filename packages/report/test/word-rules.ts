import { allOf, type XmlElement } from "./xml-tree.ts";

/**
 * Parts of WordprocessingML in the order that its schema gives them (ECMA-376, transitional, part 1,
 * clauses 17.3 to 17.7): those that a document of ours may have, so that a new one is noticed.
 */
const SEQUENCES: Readonly<Record<string, readonly string[]>> = {
  "w:pPr":
    "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs spacing ind contextualSpacing jc outlineLvl rPr sectPr".split(
      " ",
    ),
  "w:rPr":
    "rStyle rFonts b bCs i iCs caps smallCaps strike color spacing w kern position sz szCs highlight u vertAlign lang".split(
      " ",
    ),
  "w:tblPr": "tblStyle tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook".split(" "),
  "w:tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign".split(" "),
  "w:tblBorders": ["top", "left", "start", "bottom", "right", "end", "insideH", "insideV"],
  "w:tcBorders": ["top", "left", "start", "bottom", "right", "end"],
  "w:tblCellMar": ["top", "left", "start", "bottom", "right", "end"],
  "w:sectPr":
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar pgBorders lnNumType pgNumType cols titlePg docGrid".split(
      " ",
    ),
  "w:style":
    "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr trPr tcPr".split(
      " ",
    ),
  "w:lvl": ["start", "numFmt", "lvlRestart", "pStyle", "isLgl", "suff", "lvlText", "lvlJc", "pPr", "rPr"],
  "w:tbl": ["tblPr", "tblGrid", "tr"],
  "w:tr": ["tblPrEx", "trPr", "tc"],
};

/** Elements whose parts are out of order or not known, by the schema's sequences. */
export function outOfOrder(root: XmlElement): string[] {
  return allOf(root).flatMap(({ name, children }) => {
    const sequence = SEQUENCES[name];
    if (!sequence) return [];
    const places = children.map((child) => sequence.indexOf(child.name.replace("w:", "")));
    const ordered = places.every((place, i) => place >= 0 && place >= (places[i - 1] ?? 0));
    return ordered ? [] : [`${name}: ${children.map((child) => child.name).join(" ")}`];
  });
}

/** What is wrong with the widths of a table: its cells must fill its columns, row by row. */
export function tableFaults(table: XmlElement): string[] {
  const number = (element: XmlElement, of: string) =>
    allOf(element, of)
      .slice(0, 1)
      .map((e) => e.attributes)[0];
  const grid = allOf(table, "w:gridCol").map((column) => Number(column.attributes["w:w"]));
  const whole = number(table, "w:tblW")!;
  const faults: string[] = [];
  if (whole["w:type"] !== "dxa") faults.push(`the table's width is in ${whole["w:type"]}`);
  const sum = grid.reduce((a, b) => a + b, 0);
  if (Number(whole["w:w"]) !== sum) faults.push(`a width of ${whole["w:w"]} for columns of ${sum}`);
  for (const row of table.children.filter((child) => child.name === "w:tr")) {
    let at = 0;
    for (const cell of row.children.filter((child) => child.name === "w:tc")) {
      const span = Number(number(cell, "w:gridSpan")?.["w:val"] ?? 1);
      const columns = grid.slice(at, at + span).reduce((a, b) => a + b, 0);
      const own = Number(number(cell, "w:tcW")!["w:w"]);
      if (own !== columns) faults.push(`a cell of ${own} over columns of ${columns}`);
      if (cell.children.at(-1)!.name !== "w:p") faults.push("a cell without a paragraph at its end");
      at += span;
    }
    if (at !== grid.length) faults.push(`a row of ${at} columns, not ${grid.length}`);
  }
  return faults;
}
