import type { Language, PlaceboResult, StudentisedPlacebo } from "@ceteris/core";
import { type Labels, nameOf } from "../names.ts";
import { formatPercent } from "../numbers.ts";
import { specList, specNumber, specText } from "../spec-facts.ts";
import { fill, word } from "../words.ts";
import { countCell, numberCell, pCell } from "./cells.ts";
import { type Listing, listingSheet } from "./listing-sheet.ts";
import type { Sheet } from "./sheet.ts";
import type { SheetOptions } from "./sheet-options.ts";

export interface PlaceboSheetOptions extends SheetOptions {
  /** Default 4. */
  readonly digits?: number | undefined;
}

/**
 * A placebo test in numbers: the estimate, the draws' distribution, the p values.
 *
 * @example
 * const sheet = placeboSheet(placebo(panel, { outcome: "index" }), { lang: "zh" });
 */
export function placeboSheet(result: PlaceboResult, options: PlaceboSheetOptions = {}): Sheet {
  const { lang = "en", digits = 4 } = options;
  const { actual, draws, pValue, studentised } = result;
  const quantiles = Object.entries(draws.quantiles).sort(([a], [b]) => Number(a) - Number(b));
  const lines: Listing = [
    [word("actualEstimate", lang), numberCell(actual.estimate, digits)],
    [word("stdError", lang), numberCell(actual.stdError, digits)],
    [word("draws", lang), countCell(draws.n, lang)],
    [word("drawsMean", lang), numberCell(draws.mean, digits)],
    [word("drawsSd", lang), numberCell(draws.sd, digits)],
    ...quantiles.map(
      ([p, q]) => [word("quantile", lang, { p: formatPercent(Number(p)) }), numberCell(q, digits)] as const,
    ),
    [word("pTwoSided", lang), pCell(pValue.twoSided)],
    [word("pGreater", lang), pCell(pValue.greater)],
    [word("pLess", lang), pCell(pValue.less)],
    ...(studentised ? studentisedLines(studentised, lang) : []),
  ];
  const notes = [placeboNote(result, options.labels, lang), ...(options.notes ?? [])];
  return listingSheet("placebo", "titlePlacebo", lines, { ...options, notes });
}

function studentisedLines({ statistic, pValue }: StudentisedPlacebo, lang: Language): Listing {
  const p = (key: "pTwoSided" | "pGreater" | "pLess") => word("pStudentised", lang, { p: word(key, lang) });
  return [
    [word("placeboStatistic", lang), numberCell(statistic, 3)],
    [p("pTwoSided"), pCell(pValue.twoSided)],
    [p("pGreater"), pCell(pValue.greater)],
    [p("pLess"), pCell(pValue.less)],
  ];
}

/** How the draws were made and how p counts them, from the result's own `spec`. */
function placeboNote(result: PlaceboResult, labels: Labels | undefined, lang: Language): string {
  const { spec, enumerated } = result;
  const mode = specText(spec, "mode");
  const assign = specText(spec, "assign");
  const seed = specNumber(spec, "seed");
  const exact = enumerated && (specText(spec, "pValueRule") ?? EXACT_RULE) === EXACT_RULE;
  const strata = specList(spec, "strata").map((name) => nameOf(name, labels, lang));
  const sentences = [
    fill((mode !== null && MODES[mode]?.[lang]) || "", {
      assign: assign === null ? CLUSTERS[lang] : nameOf(assign, labels, lang),
    }),
    strata.length === 0 ? "" : STRATA[lang](strata),
    enumerated ? ENUMERATED[lang] : "",
    exact ? EXACT[lang] : COUNTED[lang],
    result.studentised ? BY_T[lang] : "",
    seed === null || enumerated ? "" : lang === "zh" ? `随机种子为${seed}。` : `Seed ${seed}.`,
  ];
  return sentences.filter((text) => text !== "").join(lang === "zh" ? "" : " ");
}

/** What `spec.pValueRule` says when the actual assignment is one of those enumerated. */
const EXACT_RULE = "extreme / all";
const CLUSTERS = { en: "the clusters", zh: "政策分配" } as const;

const MODES: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  unit: {
    en: "Each draw treats as many units as were treated, taken at random without replacement.",
    zh: "每次抽样不放回地随机选取与实际处理组数量相同的个体。",
  },
  cluster: {
    en: "Each draw permutes treatment over the levels of {assign}.",
    zh: "每次抽样在{assign}层面随机置换处理状态。",
  },
  time: {
    en: "Each draw moves the start of treatment among the periods before it, with data from before it only.",
    zh: "每次抽样仅用政策前数据，并在政策前各期中更换政策起点。",
  },
  both: {
    en: "Each draw takes treated units and the start of treatment at random.",
    zh: "每次抽样同时随机选取处理个体与政策起点。",
  },
};

const STRATA: Readonly<Record<Language, (names: readonly string[]) => string>> = {
  en: (names) => `Treatment is dealt out within levels of ${names.join(" and ")} only.`,
  zh: (names) => `处理状态仅在${names.join("与")}的同一层内重新分配。`,
};

const BY_T: Readonly<Record<Language, string>> = {
  en: "By t statistics: each draw's estimate over its own standard error, of the type that the actual one has.",
  zh: "按t统计量：每次抽样的估计系数除以其自身的标准误，标准误类型与实际估计相同。",
};

const COUNTED: Readonly<Record<Language, string>> = {
  en: "p = (1 + draws at least as extreme) / (1 + draws).",
  zh: "p =（1＋至少与实际估计同样极端的抽样数）/（1＋抽样总数）。",
};

const ENUMERATED: Readonly<Record<Language, string>> = {
  en: "Every possible assignment was used.",
  zh: "已枚举全部可能的分配。",
};

const EXACT: Readonly<Record<Language, string>> = {
  en: "p is the exact share of assignments at least as extreme.",
  zh: "p值为至少同样极端的分配所占的精确比例。",
};
