import { CeterisError, nameSome } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { escapeHtml } from "../writers/escape-html.ts";
import { closedLoader } from "./closed-loader.ts";
import { textWidth } from "./text-width.ts";
import { tidySvg } from "./tidy-svg.ts";

interface TextItem {
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
  readonly limit?: number;
}

/**
 * Draws a chart as SVG, without a canvas, a browser, a font or the network.
 *
 * The same specification gives the same bytes. Expressions run in Vega's interpreter, never as
 * JavaScript, and whatever would read a file or an address is refused, so the specification may come
 * from anyone.
 *
 * @param spec a Vega-Lite specification with its data inlined
 * @returns one `<svg>` element
 * @throws OPTION_INVALID for what is no chart, as a result; OPTION_UNSUPPORTED when the chart refers to a file, an address, a link or an image
 *
 * @example
 * await writeFile("event-study.svg", await renderSvg(plotEventStudy(result)));
 */
export async function renderSvg(spec: TopLevelSpec): Promise<string> {
  if (!DRAWN_BY.some((key) => Object.hasOwn(spec ?? {}, key))) throw notAChart();
  const [vega, { compile }, { expressionInterpreter }] = await Promise.all([
    import("vega"),
    import("vega-lite"),
    import("vega-interpreter"),
  ]);
  const metrics = (vega as unknown as { textMetrics: { width: unknown } }).textMetrics;
  metrics.width = widthOf;
  const logger = vega.logger(vega.None);
  const loader = closedLoader();
  const compiled = compile(structuredClone(spec), { logger }).spec;
  const runtime = vega.parse(compiled, undefined, { ast: true });
  const view = new vega.View(runtime, {
    expr: expressionInterpreter,
    loader: loader as never,
    logger,
    renderer: "none",
  });
  try {
    const svg = await view.toSVG();
    if (loader.refused.length > 0) throw refersElsewhere(loader.refused);
    return described(tidySvg(svg), spec.description);
  } finally {
    view.finalize();
  }
}

/** A specification has one of these. */
const DRAWN_BY = ["mark", "layer", "facet", "hconcat", "vconcat", "concat", "repeat", "spec"];

function notAChart(): CeterisError {
  return new CeterisError({
    code: "OPTION_INVALID",
    where: "chart",
    what: "it is no Vega-Lite specification",
    mend: "Make one of a result first, for example renderSvg(plotEventStudy(result))",
  });
}

function refersElsewhere(addresses: readonly string[]): CeterisError {
  return new CeterisError({
    code: "OPTION_UNSUPPORTED",
    where: "chart",
    what: `it refers to ${nameSome([...new Set(addresses)].map((a) => `“${a}”`))}, and charts read no files or addresses`,
    mend: "Put the data into the specification, and leave out links and images",
  });
}

/** The chart's description as the picture's text for people who do not see it. */
function described(svg: string, description: string | undefined): string {
  if (!description) return svg;
  return svg.replace("<svg ", () => `<svg role="img" aria-label="${escapeHtml(description)}" `);
}

function widthOf(item: TextItem, text: unknown): number {
  const size = item.fontSize ?? 11;
  const bold = item.fontWeight === "bold" || Number(item.fontWeight) >= 600;
  const width = textWidth(text === null || text === undefined ? "" : String(text).trim(), size, bold);
  return item.limit !== undefined && item.limit > 0 ? Math.min(width, item.limit) : width;
}
