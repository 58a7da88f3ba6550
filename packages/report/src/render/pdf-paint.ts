import { CeterisError } from "@ceteris/core";
import type { SvgNode } from "./svg-node.ts";

type Document = PDFKit.PDFDocument;

/** A colour or gradient that pdfkit fills and strokes with; null for none. */
export type PdfPaint = string | PDFKit.PDFGradient | null;

/**
 * The paint of a mark.
 *
 * @param defined gradients by id
 * @throws OPTION_UNSUPPORTED for a gradient that is not linear, or on a mark that is no rectangle
 */
export function pdfPaint(
  document: Document,
  text: string,
  mark: SvgNode,
  defined: ReadonlyMap<string, SvgNode>,
): PdfPaint {
  if (text === "none" || text === "transparent") return null;
  const id = /^url\(#(.+)\)$/.exec(text)?.[1];
  if (id !== undefined) return gradient(document, defined.get(id), mark);
  const rgb = /^rgba?\((\d+),\s*(\d+),\s*(\d+)/.exec(text);
  if (!rgb) return text;
  return `#${rgb.slice(1, 4).map(hexadecimal).join("")}`;
}

function hexadecimal(part: string): string {
  return Number(part).toString(16).padStart(2, "0");
}

/** Ends of a gradient are shares of the mark's box. */
function gradient(document: Document, node: SvgNode | undefined, mark: SvgNode): PDFKit.PDFGradient {
  const box = boxOf(mark);
  if (node?.name !== "linearGradient" || !box) throw cannotDraw("this gradient");
  const at = (key: string) => Number.parseFloat(node.attributes[key] ?? (key === "x2" ? "1" : "0"));
  const x = (share: number) => box.x + share * box.width;
  const y = (share: number) => box.y + share * box.height;
  const made = document.linearGradient(x(at("x1")), y(at("y1")), x(at("x2")), y(at("y2")));
  for (const stop of node.children) {
    if (typeof stop === "string") continue;
    const { offset = "0", "stop-color": given = "#000" } = stop.attributes;
    made.stop(Number.parseFloat(offset), pdfPaint(document, given, mark, new Map()) as string);
  }
  return made;
}

const RECTANGLE = /^M([-\d.e]+),([-\d.e]+)h([-\d.e]+)v([-\d.e]+)h-[\d.e]+Z$/i;

/** The box of a rectangle, which Vega draws as a path. */
function boxOf({ name, attributes }: SvgNode) {
  const path = RECTANGLE.exec(attributes.d ?? "");
  const keys = ["x", "y", "width", "height"];
  const [x, y, width, height] = path?.slice(1).map(Number) ?? keys.map((key) => Number(attributes[key] ?? 0));
  return path || name === "rect" ? { x: x!, y: y!, width: width!, height: height! } : null;
}

export function cannotDraw(what: string): CeterisError {
  return new CeterisError({
    code: "OPTION_UNSUPPORTED",
    where: "picture",
    what: `${what} cannot be drawn as PDF`,
    mend: "Write the chart as SVG or PNG",
  });
}
