import type { TopLevelSpec } from "vega-lite";
import { renderSvg } from "../render/render-svg.ts";

const JUPYTER = Symbol.for("Jupyter.display");

/**
 * Lets a notebook draw a chart that is the value of a cell: from its specification where it knows Vega-Lite,
 * else as a picture. The hook is a symbol that does not enumerate, so the specification stays plain data.
 */
export function forNotebooks<Spec extends TopLevelSpec>(spec: Spec): Spec {
  const value = async () => ({
    "application/vnd.vegalite.v5+json": spec,
    "image/svg+xml": await renderSvg(spec),
    "text/plain": spec.description ?? "chart",
  });
  return Object.defineProperty(spec, JUPYTER, { value, enumerable: false });
}
