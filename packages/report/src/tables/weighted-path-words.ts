import type { EventStudyResult } from "@ceteris/core";
import type { Labels } from "../names.ts";
import { specFacts } from "../spec-facts.ts";
import type { SheetOptions } from "./sheet-options.ts";

/** Title of an event study under balancing weights, and a name for the column that holds them. */
export function weightedPathWords(
  path: Pick<EventStudyResult, "spec">,
  labels: Labels = {},
): Required<Pick<SheetOptions, "id" | "title" | "labels">> {
  const { weights } = specFacts(path.spec);
  return {
    id: "weighted-event-study",
    title: { en: "Event study under the weights", zh: "加权后的平行趋势检验" },
    labels:
      weights === null ? labels : { [weights]: { en: "the balancing weights", zh: "平衡权重" }, ...labels },
  };
}
