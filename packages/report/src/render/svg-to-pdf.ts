import { CeterisError } from "@ceteris/core";
import { type Fonts, PLAIN } from "./fonts.ts";
import { openFonts } from "./open-fonts.ts";
import { readSvg, type SvgNode, svgSize } from "./svg-node.ts";
import { textLines } from "./text-lines.ts";

export interface PdfOptions {
  /** Default: a fresh `openFonts()`. */
  readonly fonts?: Fonts | undefined;
}

type Document = PDFKit.PDFDocument;

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
 *   charts are not made of, or a gradient
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
  const clips = new Map<string, SvgNode>();
  draw(picture, { document, fonts, clips, named: new Set() });
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

interface Drawing {
  readonly document: Document;
  readonly fonts: Fonts;
  readonly clips: Map<string, SvgNode>;
  /** Faces the document knows. */
  readonly named: Set<string>;
}

function draw(node: SvgNode, drawing: Drawing): void {
  const { document, clips } = drawing;
  const { name, attributes } = node;
  if (name === "clipPath") clips.set(attributes.id ?? "", node);
  else if (name === "defs") drawChildren(node, drawing);
  else if (name !== "title" && isSeen(node)) {
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
  if (name === "g" && Number(attributes.opacity ?? 1) < 1) throw cannot("a group that is seen through");
  return attributes.display !== "none" && attributes.opacity !== "0";
}

function transform(document: Document, text: string | undefined): void {
  for (const [, name, list] of (text ?? "").matchAll(/(\w+)\(([^)]*)\)/g)) {
    const [a = 0, b, c, d, e, f] = list!.split(/[\s,]+/).map(Number);
    if (name === "translate") document.translate(a, b ?? 0);
    else if (name === "rotate") document.rotate(a, { origin: [b ?? 0, c ?? 0] });
    else if (name === "scale") document.scale(a, b ?? a);
    else if (name === "matrix") document.transform(a, b!, c!, d!, e!, f!);
    else throw cannot(`the transformation ${name}`);
  }
}

function clip(reference: string | undefined, { document, clips }: Drawing): void {
  const id = /^url\(#(.+)\)$/.exec(reference ?? "")?.[1];
  if (id === undefined) return;
  for (const child of clips.get(id)?.children ?? []) if (typeof child !== "string") trace(child, document);
  document.clip();
}

/** Lays down the shape of a mark. */
function trace({ name, attributes }: SvgNode, document: Document): void {
  const at = (key: string) => Number(attributes[key] ?? 0);
  if (name === "path") document.path(attributes.d ?? "");
  else if (name === "rect") document.rect(at("x"), at("y"), at("width"), at("height"));
  else if (name === "line") document.moveTo(at("x1"), at("y1")).lineTo(at("x2"), at("y2"));
  else throw cannot(`<${name}>`);
}

function paint(node: SvgNode, { document }: Drawing): void {
  const { attributes } = node;
  const fill = colour(attributes.fill ?? "#000");
  const stroke = colour(attributes.stroke ?? "none");
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
  if (fills && strokes) document.fillAndStroke(fill, stroke);
  else if (fills) document.fill(fill);
  else document.stroke(stroke!);
}

function dash(document: Document, list: string | undefined, phase: number): void {
  const lengths = (list ?? "").split(/[\s,]+/).map(Number);
  // PDF takes [1, 0] for an error; it is a line without gaps.
  if (!list || lengths.filter((_, i) => i % 2 === 1).every((gap) => gap === 0)) return;
  document.dash(lengths as unknown as number, { phase });
}

function drawText(node: SvgNode, { document, fonts, named }: Drawing): void {
  const fill = colour(node.attributes.fill ?? "#000");
  if (fill === null) return;
  const { opacity = "1", "fill-opacity": fillOpacity = "1" } = node.attributes;
  document.fillColor(fill, Number(opacity) * Number(fillOpacity));
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

/** A colour that PDF knows; null for none. */
function colour(text: string): string | null {
  if (text === "none" || text === "transparent") return null;
  if (text.startsWith("url(")) throw cannot("a gradient");
  const rgb = /^rgba?\((\d+),\s*(\d+),\s*(\d+)/.exec(text);
  if (!rgb) return text;
  return `#${rgb
    .slice(1, 4)
    .map((part) => Number(part).toString(16).padStart(2, "0"))
    .join("")}`;
}

function cannot(what: string): CeterisError {
  return new CeterisError({
    code: "OPTION_UNSUPPORTED",
    where: "picture",
    what: `${what} cannot be drawn as PDF`,
    mend: "Write the chart as SVG or PNG",
  });
}
