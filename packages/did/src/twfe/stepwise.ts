import { CeterisError, type OptionKinds, type Panel } from "@ceteris/core";
import { checkCall, DID_OPTIONS } from "../model/check-call.ts";
import type { DidOptions } from "../model/options.ts";
import { resolveOptions } from "../model/resolve-options.ts";
import type { DidResult } from "./did-result.ts";
import { estimateUnder } from "./twfe.ts";

export interface StepwiseOptions extends DidOptions {
  /**
   * `"common"` (default): every model uses the rows complete in all controls, so that columns of one
   * table differ by their controls alone. `"each"`: every model uses all rows complete in its own.
   */
  readonly sample?: "common" | "each" | undefined;
}

const OPTIONS: OptionKinds<StepwiseOptions> = {
  ...DID_OPTIONS,
  sample: "other",
};

/**
 * The baseline table of an applied paper: `twfe` without controls, then with one control more in each
 * column, in the order named.
 *
 * @returns one result for each of the 1 + k models; `spec.sample` and `spec.step` say which
 * @throws as `twfe`
 * @example
 * const columns = stepwise(panel, { outcome: "index", controls: ["gdp", "population"] });
 * columns.map(({ estimates }) => estimates[0].estimate); // three estimates of the effect
 */
export function stepwise(panel: Panel, options: StepwiseOptions): readonly DidResult[] {
  checkCall(panel, options, OPTIONS);
  const sample = options.sample ?? "common";
  if (sample !== "common" && sample !== "each") {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: "sample",
      what: `“${sample}” is not known`,
      mend: "Give common or each",
    });
  }
  const resolved = resolveOptions(panel, options);
  const steps = [0, ...resolved.controls.map((_, j) => j + 1)];
  return Object.freeze(
    steps.map((step) => {
      const controls = resolved.controls.slice(0, step);
      const [result] = estimateUnder(panel, { ...resolved, controls }, [resolved.covariance], {
        completeIn: sample === "common" ? resolved.controls : [],
        spec: { sample, step: step + 1, sampleControls: sample === "common" ? resolved.controls : controls },
      });
      return result!;
    }),
  );
}
