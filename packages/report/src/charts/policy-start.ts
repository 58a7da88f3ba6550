import { inline, type Layer, referenceLine } from "./layers.ts";
import { INK } from "./theme.ts";

/** A dashed line where a policy starts, named at its top. */
export function policyStart(at: number, label: string): Layer[] {
  return [
    referenceLine({ axis: "x", at, colour: INK }),
    {
      data: inline([{ at, label }]),
      mark: { type: "text", align: "left", baseline: "top", dx: 6, y: 2 },
      encoding: {
        x: { field: "at", type: "quantitative" },
        text: { field: "label", type: "nominal" },
      },
    } as Layer,
  ];
}
