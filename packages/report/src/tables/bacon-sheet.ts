import { type BaconResult, type Label, type Language, labelText } from "@ceteris/core";
import type { Wording } from "../names.ts";
import { MINUS } from "../numbers.ts";
import { type Word, word } from "../words.ts";
import { bodyRow, countCell, numberCell, textCell } from "./cells.ts";
import { makeSheet } from "./make-sheet.ts";
import type { Sheet } from "./sheet.ts";

export interface BaconSheetOptions extends Wording {
  /** Default "bacon". */
  readonly id?: string | undefined;
  readonly title?: Label | undefined;
  /** Decimals; default 4. */
  readonly digits?: number | undefined;
  readonly notes?: readonly Label[] | undefined;
}

/** Names of the types of comparisons. */
export const COMPARISON_WORDS = {
  "treated-vs-never": "treatedVsNever",
  "earlier-vs-later": "earlierVsLater",
  "later-vs-earlier": "laterVsEarlier",
  "later-vs-always": "laterVsAlways",
  "both-treated": "bothTreated",
  "always-vs-never": "alwaysVsNever",
  "within-groups": "withinGroups",
} as const satisfies Record<BaconResult["byType"][number]["type"], Word>;

/**
 * A Goodman-Bacon decomposition by type of comparison: how many, their weight, their mean estimate, and
 * the two-way fixed-effects estimate they add up to.
 *
 * @example
 * const sheet = baconSheet(bacon(panel, { outcome: "l_homicide" }), { lang: "zh" });
 */
export function baconSheet(result: BaconResult, options: BaconSheetOptions = {}): Sheet {
  const { lang = "en", digits = 4 } = options;
  const { byType, comparisons, estimate } = result;
  return makeSheet({
    id: options.id ?? "bacon",
    title: options.title ? labelText(options.title, lang) : word("titleBacon", lang),
    lang,
    columns: [
      { key: "type", header: word("comparison", lang), align: "left" },
      { key: "n", header: word("nComparisons", lang), align: "right" },
      { key: "weight", header: word("weight", lang), align: "decimal" },
      { key: "estimate", header: word("weightedEstimate", lang), align: "decimal" },
    ],
    rows: [
      ...byType.map((row) =>
        bodyRow([
          textCell(word(COMPARISON_WORDS[row.type], lang)),
          countCell(comparisons.filter(({ type }) => type === row.type).length, lang),
          numberCell(row.weight, digits),
          numberCell(row.estimate, digits),
        ]),
      ),
      { kind: "rule" },
      bodyRow([
        textCell(word("twoWayEstimate", lang)),
        countCell(comparisons.length, lang),
        numberCell(1, digits),
        numberCell(estimate, digits),
      ]),
    ],
    notes: [baconNote(result, lang), ...(options.notes ?? []).map((n) => labelText(n, lang))],
  });
}

/** What the figures are, and how much rests on controls that are treated already. */
function baconNote({ forbiddenWeight }: BaconResult, lang: Language): string {
  if (forbiddenWeight === null) return CONTROLLED[lang];
  const share = `${(100 * forbiddenWeight).toFixed(1).replace("-", MINUS)}%`;
  if (lang === "zh") {
    const own =
      forbiddenWeight > 0
        ? `${share}的权重落在以已受处理个体为对照的比较上（后处理对先处理、后处理对始终处理）；处理效应随时间变化时，这些比较有偏。`
        : "没有以已受处理个体为对照的比较。";
    return `Goodman-Bacon（2021）分解：双向固定效应估计系数为各个2×2双重差分估计的加权平均。${own}`;
  }
  const own =
    forbiddenWeight > 0
      ? `${share} of the weight is on comparisons whose controls are treated already (later vs earlier, later vs always); these are biased where effects change over time.`
      : "No comparison has controls that are treated already.";
  return `Decomposition of Goodman-Bacon (2021): the two-way fixed-effects estimate is the weighted mean of all two-by-two difference-in-differences. ${own}`;
}

const CONTROLLED = {
  en: "Decomposition of Goodman-Bacon (2021) with controls: the two-way fixed-effects estimate is the weighted mean of comparisons between groups by first treated period, and of differences between units of a group. Two groups that both enter treatment make one comparison, in which each also serves as control while it is treated.",
  zh: "含控制变量的Goodman-Bacon（2021）分解：双向固定效应估计系数为各处理时点组之间的比较与组内个体差异的加权平均。先后受处理的两组合为一个比较，其中每一组在受处理后也充当对照。",
} as const;
