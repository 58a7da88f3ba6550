import { type Fonts, PLAIN } from "./fonts.ts";
import { openFonts } from "./open-fonts.ts";
import { cannotDraw, type PdfPaint, pdfPaint } from "./pdf-paint.ts";
import { readSvg, type SvgNode, svgSize } from "./svg-node.ts";
import { textLines } from "./text-lines.ts";

export interface PdfOptions {
  /** Default: a fresh `openFonts()`. */
  readonly fonts?: Fonts | undefined;
}

type Document = PDFKit.PDFDocument;

type Colour = Exclude<PdfPaint, null>;

/** A pixel of a chart is 1/96 of an inch, a point 1/72. */
const POINTS = 0.75;

/** A date for files whose bytes should repeat. */
const FIXED_DATE = new Date(Date.UTC(2000, 0, 1));

/**
 * Draws a chart as a PDF page of its own size: lines stay lines, text stays text in embedded fonts.
 * The same chart gives the same bytes.
 *
 * @param svg from `renderSvg`
 * @throws FONT_MISSING when no font has a character; OPTION_UNSUPPORTED when the picture holds what
 *   charts are not made of
 * @example
 * await writeFile("trends.pdf", await svgToPdf(await renderSvg(plotTrends(panel, { outcome: "y" }))));
 */
export async function svgToPdf(svg: string, options: PdfOptions = {}): Promise<Uint8Array> {
  const { fonts = await openFonts() } = options;
  const picture = readSvg(svg);
  const { width, height } = svgSize(picture);
  const { default: PDFDocument } = await import("pdfkit");
  const document: Document = new PDFDocument({
    size: [width * POINTS, height * POINTS],
    margin: 0,
    info: { CreationDate: FIXED_DATE, Producer: "ceteris", Creator: "ceteris" },
  });
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    document.on("data", (chunk: Buffer) => chunks.push(chunk));
    document.on("end", resolve);
    document.on("error", reject);
  });
  document.scale(POINTS);
  draw(picture, { document, fonts, defined: definitions(picture), named: new Set() });
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

interface Drawing {
  readonly document: Document;
  readonly fonts: Fonts;
  /** Clips and gradients by id. */
  readonly defined: ReadonlyMap<string, SvgNode>;
  /** Faces the document knows. */
  readonly named: Set<string>;
}

/** What other marks refer to; it may stand after them. */
function definitions(node: SvgNode, found = new Map<string, SvgNode>()): Map<string, SvgNode> {
  if (DEFINITION.test(node.name)) found.set(node.attributes.id ?? "", node);
  for (const child of node.children) if (typeof child !== "string") definitions(child, found);
  return found;
}

const DEFINITION = /^(clipPath|linearGradient|radialGradient)$/;

/** Elements that leave no ink by themselves. */
const UNSEEN: ReadonlySet<string> = new Set([
  "defs",
  "title",
  "clipPath",
  "linearGradient",
  "radialGradient",
]);

function draw(node: SvgNode, drawing: Drawing): void {
  const { document } = drawing;
  const { name, attributes } = node;
  if (!UNSEEN.has(name) && isSeen(node)) {
    document.save();
    transform(document, attributes.transform);
    clip(attributes["clip-path"], drawing);
    if (name === "text") drawText(node, drawing);
    else if (name === "svg" || name === "g") drawChildren(node, drawing);
    else paint(node, drawing);
    document.restore();
  }
}

/** What a mark takes from the group it stands in. */
const INHERITED = /^(fill|stroke|font|text)(-|$)/;

function drawChildren({ attributes, children }: SvgNode, drawing: Drawing): void {
  const passed = Object.fromEntries(Object.entries(attributes).filter(([key]) => INHERITED.test(key)));
  for (const child of children) {
    if (typeof child !== "string")
      draw({ ...child, attributes: { ...passed, ...child.attributes } }, drawing);
  }
}

/** Vega draws the grounds of groups at opacity 0. */
function isSeen({ name, attributes }: SvgNode): boolean {
  if (name === "g" && Number(attributes.opacity ?? 1) < 1) throw cannotDraw("a group that is seen through");
  return attributes.display !== "none" && attributes.opacity !== "0";
}

function transform(document: Document, text: string | undefined): void {
  for (const [, name, list] of (text ?? "").matchAll(/(\w+)\(([^)]*)\)/g)) {
    const [a = 0, b, c, d, e, f] = list!.split(/[\s,]+/).map(Number);
    if (name === "translate") document.translate(a, b ?? 0);
    else if (name === "rotate") document.rotate(a, { origin: [b ?? 0, c ?? 0] });
    else if (name === "scale") document.scale(a, b ?? a);
    else if (name === "matrix") document.transform(a, b!, c!, d!, e!, f!);
    else throw cannotDraw(`the transformation ${name}`);
  }
}

function clip(reference: string | undefined, { document, defined }: Drawing): void {
  const id = /^url\(#(.+)\)$/.exec(reference ?? "")?.[1];
  if (id === undefined) return;
  const shape = defined.get(id);
  if (!shape) throw cannotDraw(`a clip that refers to “${id}”`);
  for (const child of shape.children) if (typeof child !== "string") trace(child, document);
  document.clip();
}

/** Lays down the shape of a mark. */
function trace({ name, attributes }: SvgNode, document: Document): void {
  const at = (key: string) => Number(attributes[key] ?? 0);
  if (name === "path") document.path(attributes.d ?? "");
  else if (name === "rect") document.rect(at("x"), at("y"), at("width"), at("height"));
  else if (name === "line") document.moveTo(at("x1"), at("y1")).lineTo(at("x2"), at("y2"));
  else throw cannotDraw(`<${name}>`);
}

function paint(node: SvgNode, { document, defined }: Drawing): void {
  const { attributes } = node;
  const fill = pdfPaint(document, attributes.fill ?? "#000", node, defined);
  const stroke = pdfPaint(document, attributes.stroke ?? "none", node, defined);
  const width = Number(attributes["stroke-width"] ?? 1);
  const fills = fill !== null && node.name !== "line";
  const strokes = stroke !== null && width > 0;
  if ((!fills && !strokes) || attributes.d === "") return;
  const opacity = Number(attributes.opacity ?? 1);
  document.fillOpacity(opacity * Number(attributes["fill-opacity"] ?? 1));
  document.strokeOpacity(opacity * Number(attributes["stroke-opacity"] ?? 1));
  if (strokes) {
    document.lineWidth(width).miterLimit(Number(attributes["stroke-miterlimit"] ?? 4));
    document.lineCap((attributes["stroke-linecap"] ?? "butt") as "butt");
    document.lineJoin((attributes["stroke-linejoin"] ?? "miter") as "miter");
    dash(document, attributes["stroke-dasharray"], Number(attributes["stroke-dashoffset"] ?? 0));
  }
  trace(node, document);
  if (fills && strokes) document.fillAndStroke(fill as Colour, stroke as Colour);
  else if (fills) document.fill(fill as Colour);
  else document.stroke(stroke as Colour);
}

function dash(document: Document, list: string | undefined, phase: number): void {
  const lengths = (list ?? "").split(/[\s,]+/).map(Number);
  // PDF takes [1, 0] for an error; it is a line without gaps.
  if (!list || lengths.filter((_, i) => i % 2 === 1).every((gap) => gap === 0)) return;
  document.dash(lengths as unknown as number, { phase });
}

function drawText(node: SvgNode, { document, fonts, defined, named }: Drawing): void {
  const fill = pdfPaint(document, node.attributes.fill ?? "#000", node, defined);
  if (fill === null) return;
  const { opacity = "1", "fill-opacity": fillOpacity = "1" } = node.attributes;
  document.fillColor(fill as Colour, Number(opacity) * Number(fillOpacity));
  for (const { runs, x, y, fontSize } of textLines(node, fonts)) {
    for (const { face, text, x: offset } of runs) {
      if (!named.has(face.name)) {
        document.registerFont(face.name, face.data, face.isCollection ? face.name : undefined);
        named.add(face.name);
      }
      document.font(face.name).fontSize(fontSize);
      document.text(text, x + offset, y, {
        lineBreak: false,
        baseline: "alphabetic",
        features: { ...PLAIN } as unknown as [],
      });
    }
  }
}
