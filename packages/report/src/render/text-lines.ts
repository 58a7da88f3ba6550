import type { Fonts, TextStyle } from "./fonts.ts";
import type { SvgNode } from "./svg-node.ts";
import { type TextRun, textRuns } from "./text-runs.ts";

/** One line of a text element, cut into runs and ready to draw. */
export interface TextLine {
  readonly runs: readonly (TextRun & { readonly x: number })[];
  /** Start of the baseline, after anchoring. */
  readonly x: number;
  readonly y: number;
  readonly fontSize: number;
}

/**
 * The lines of a text element: its own text, or one for each tspan.
 *
 * @throws FONT_MISSING
 */
export function textLines(node: SvgNode, fonts: Fonts): readonly TextLine[] {
  const lines: TextLine[] = [];
  const style = styleOf(node);
  const fontSize = Number.parseFloat(node.attributes["font-size"] ?? "11");
  let y = numberOf(node, "y") + numberOf(node, "dy");
  const x = numberOf(node, "x") + numberOf(node, "dx");
  for (const child of node.children) {
    if (typeof child !== "string" && child.name !== "tspan") continue;
    if (typeof child !== "string") y += numberOf(child, "dy");
    const text =
      typeof child === "string" ? child : child.children.filter((c) => typeof c === "string").join("");
    const at = typeof child !== "string" && child.attributes.x !== undefined ? numberOf(child, "x") : x;
    if (text !== "")
      lines.push(line(textRuns(text, style, fonts), at, y, fontSize, node.attributes["text-anchor"]));
  }
  return lines;
}

function line(
  runs: readonly TextRun[],
  x: number,
  y: number,
  fontSize: number,
  anchor: string | undefined,
): TextLine {
  let width = 0;
  const placed = runs.map((run) => {
    const at = { ...run, x: width };
    width += (run.face.layOut(run.text).width * fontSize) / run.face.unitsPerEm;
    return at;
  });
  const before = anchor === "end" ? width : anchor === "middle" ? width / 2 : 0;
  return { runs: placed, x: x - before, y, fontSize };
}

function styleOf({ attributes }: SvgNode): TextStyle {
  const weight = attributes["font-weight"];
  return {
    bold: weight === "bold" || Number(weight) >= 600,
    italic: attributes["font-style"] === "italic",
  };
}

function numberOf({ attributes }: SvgNode, name: string): number {
  return Number.parseFloat(attributes[name] ?? "0");
}
