import type { Fonts, PlacedGlyph } from "./fonts.ts";
import { openFonts } from "./open-fonts.ts";
import { readSvg, type SvgNode, svgSize, writeSvg } from "./svg-node.ts";
import { type TextLine, textLines } from "./text-lines.ts";

export interface PngOptions {
  /** Pixels of the picture for each pixel of the chart; default 2. */
  readonly scale?: number | undefined;
  /** Default: a fresh `openFonts()`. */
  readonly fonts?: Fonts | undefined;
}

/**
 * Draws a chart as PNG, without a browser, a display or the network. Text is drawn from the outlines of
 * its fonts, so that what is in the picture does not depend on the fonts of the machine.
 *
 * @param svg from `renderSvg`
 * @throws FONT_MISSING when no font has a character; OPTION_UNSUPPORTED when the picture holds what
 *   charts are not made of
 * @example
 * await writeFile("trends.png", await svgToPng(await renderSvg(plotTrends(panel, { outcome: "y" }))));
 */
export async function svgToPng(svg: string, options: PngOptions = {}): Promise<Uint8Array> {
  const { scale = 2, fonts = await openFonts() } = options;
  const picture = readSvg(svg);
  const { width } = svgSize(picture);
  const outlined = writeSvg(outlineText(picture, fonts));
  const { Resvg } = await import("@resvg/resvg-js");
  const drawn = new Resvg(outlined, {
    fitTo: { mode: "width", value: Math.round(width * scale) },
    font: { loadSystemFonts: false },
  }).render();
  return drawn.asPng();
}

/** A picture whose texts have become paths. */
function outlineText(node: SvgNode, fonts: Fonts): SvgNode {
  if (node.attributes.display === "none") return { ...node, children: [] };
  if (node.name !== "text") {
    return {
      ...node,
      children: node.children.map((c) => (typeof c === "string" ? c : outlineText(c, fonts))),
    };
  }
  const { transform, fill = "#000", opacity, "fill-opacity": fillOpacity } = node.attributes;
  const given = { transform, fill, opacity, "fill-opacity": fillOpacity };
  const d = textLines(node, fonts).map(linePath).join("");
  const attributes = Object.fromEntries(Object.entries({ ...given, d }).filter(([, v]) => v !== undefined));
  return { name: "path", attributes: attributes as Record<string, string>, children: [] };
}

function linePath({ runs, x, y, fontSize }: TextLine): string {
  return runs
    .flatMap((run) => {
      const { glyphs } = run.face.layOut(run.text);
      return glyphs.map((glyph) => glyphPath(glyph, x + run.x, y, fontSize / run.face.unitsPerEm));
    })
    .join("");
}

const LETTERS = {
  moveTo: "M",
  lineTo: "L",
  quadraticCurveTo: "Q",
  bezierCurveTo: "C",
  closePath: "Z",
} as const;

function glyphPath(glyph: PlacedGlyph, x: number, y: number, scale: number): string {
  return glyph
    .outline()
    .map(({ command, args }) => {
      const numbers = args.map((value, i) =>
        rounded(i % 2 === 0 ? x + (glyph.x + value) * scale : y - (glyph.y + value) * scale),
      );
      return LETTERS[command] + numbers.join(" ");
    })
    .join("");
}

function rounded(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
