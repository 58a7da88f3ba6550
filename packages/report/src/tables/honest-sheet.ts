import { type HonestResult, type Label, type Language, labelText } from "@ceteris/core";
import type { Wording } from "../names.ts";
import { formatNumber, formatPercent } from "../numbers.ts";
import { specNumber, specText } from "../spec-facts.ts";
import { word } from "../words.ts";
import { blank, bodyRow, numberCell, textCell } from "./cells.ts";
import { makeSheet } from "./make-sheet.ts";
import type { Sheet } from "./sheet.ts";

export interface HonestSheetOptions extends Wording {
  /** Default "honest". */
  readonly id?: string | undefined;
  readonly title?: Label | undefined;
  /** Default 4. */
  readonly digits?: number | undefined;
  readonly notes?: readonly Label[] | undefined;
}

/**
 * Robust intervals by size of the violation, the original interval above, the breakdown value below.
 *
 * @example
 * const sheet = honestSheet(honest(study, { m: [0.5, 1, 2] }), { lang: "zh" });
 */
export function honestSheet(result: HonestResult, options: HonestSheetOptions = {}): Sheet {
  const { lang = "en", digits = 4 } = options;
  const { bounds, original, breakdown, type, method } = result;
  const line = (name: string, low: number | null, high: number | null) =>
    bodyRow([textCell(name), numberCell(low, digits), numberCell(high, digits)]);
  const size = sizeNames(result);
  return makeSheet({
    id: options.id ?? "honest",
    title: options.title ? labelText(options.title, lang) : word("titleHonest", lang),
    lang,
    columns: [
      { key: "m", header: word("honestSize", lang), align: "left" },
      { key: "confLow", header: word("confLow", lang), align: "decimal", group: intervalName(result, lang) },
      {
        key: "confHigh",
        header: word("confHigh", lang),
        align: "decimal",
        group: intervalName(result, lang),
      },
    ],
    rows: [
      line(word("honestOriginal", lang), original.confLow, original.confHigh),
      ...bounds.map((row, i) => line(`${letterOf(type)} = ${size[i]}`, row.confLow, row.confHigh)),
      { kind: "rule" },
      bodyRow([
        textCell(`${word("honestBreakdown", lang)} ${letterOf(type)}`),
        numberCell(breakdown, digits),
        blank,
      ]),
    ],
    notes: [
      targetNote(result, lang),
      `${restrictionNote(result, lang)}${lang === "zh" ? "" : " "}${METHOD[method][lang]}`,
      BREAKDOWN[lang],
      ...(options.notes ?? []).map((note) => labelText(note, lang)),
    ],
  });
}

/** How each size of violation is written, with as many digits as the sizes need. */
export function sizeNames({ bounds }: HonestResult): string[] {
  return bounds.map(({ m }) => (m === 0 ? "0" : String(Number(m.toPrecision(3)))));
}

export function letterOf(type: HonestResult["type"]): string {
  return type === "smoothness" ? "M" : "M̄";
}

function intervalName(result: HonestResult, lang: Language): string {
  const level = specNumber(result.spec, "level");
  return level === null
    ? word("intervalPlain", lang)
    : word("interval", lang, { level: formatPercent(level) });
}

/** What the intervals are for. */
export function targetNote(result: HonestResult, lang: Language): string {
  const { spec, estimates } = result;
  const target = specText(spec, "target");
  const at = specNumber(spec, "target") ?? firstAfterBase(estimates);
  const estimate = formatNumber(result.original.estimate, 4);
  const zh = lang === "zh";
  if (target === "average") {
    return zh
      ? `目标参数为政策后各期效应的平均值，估计值为${estimate}。`
      : `Target: the average effect after the base period, estimated at ${estimate}.`;
  }
  if (target === "weights") {
    return zh
      ? `目标参数为政策后各期效应的加权和，估计值为${estimate}。`
      : `Target: a weighted sum of the effects after the base period, estimated at ${estimate}.`;
  }
  return zh
    ? `目标参数为相对时点${at}的效应，估计值为${estimate}。`
    : `Target: the effect at event time ${at}, estimated at ${estimate}.`;
}

function firstAfterBase(estimates: HonestResult["estimates"]): number | string {
  const base = estimates.findIndex((row) => row.reference);
  return estimates[base + 1]?.eventTime ?? "";
}

/** How the difference in trends is restricted. */
function restrictionNote({ type, restrict }: HonestResult, lang: Language): string {
  const kind = RESTRICTION[type][lang];
  const shape = restrict === null ? null : SHAPE[restrict][lang];
  if (lang === "zh")
    return shape === null
      ? `${kind}（Rambachan和Roth，2023）。`
      : `${kind}，且${shape}（Rambachan和Roth，2023）。`;
  return `${kind}${shape === null ? "" : `; ${shape}`} (Rambachan and Roth 2023).`;
}

/** The restriction on sign or direction in two or three words, or null. */
export function shapeName({ restrict }: HonestResult, lang: Language): string | null {
  return restrict === null ? null : SHAPE[restrict][lang];
}

type Texts<Key extends string> = Readonly<Record<Key, Readonly<Record<Language, string>>>>;

const RESTRICTION: Texts<HonestResult["type"]> = {
  relative: {
    en: "Relative magnitudes: the difference in trends moves after treatment, from one period to the next, by at most M̄ times its largest move before it",
    zh: "相对偏离程度限制：政策后相邻两期趋势差异的变化不超过政策前最大变化的M̄倍",
  },
  smoothness: {
    en: "Smoothness: the slope of the difference in trends changes by at most M from one period to the next, M = 0 being a straight line",
    zh: "平滑限制：相邻两期趋势差异斜率的变化不超过M，M＝0即线性趋势",
  },
  "relative-smoothness": {
    en: "Relative smoothness: after treatment the slope of the difference in trends changes, from one period to the next, by at most M̄ times its largest change before it, M̄ = 0 being a straight line",
    zh: "相对平滑限制：政策后相邻两期趋势差异斜率的变化不超过政策前最大变化的M̄倍，M̄＝0即线性趋势",
  },
};

const SHAPE: Texts<NonNullable<HonestResult["restrict"]>> = {
  positive: { en: "it is not negative after treatment", zh: "政策后趋势差异不为负" },
  negative: { en: "it is not positive after treatment", zh: "政策后趋势差异不为正" },
  increasing: { en: "it does not fall after treatment", zh: "政策后趋势差异逐期不减" },
  decreasing: { en: "it does not rise after treatment", zh: "政策后趋势差异逐期不增" },
};

const METHOD: Texts<HonestResult["method"]> = {
  flci: { en: "Fixed-length confidence intervals.", zh: "固定长度置信区间。" },
  conditional: { en: "Conditional confidence sets.", zh: "条件置信集。" },
  "c-lf": { en: "Conditional–least-favourable hybrid confidence sets.", zh: "条件—最不利混合置信集。" },
  "c-f": { en: "Conditional–fixed-length hybrid confidence sets.", zh: "条件—固定长度混合置信集。" },
};

const BREAKDOWN: Readonly<Record<Language, string>> = {
  en: "Breakdown value: the smallest violation whose interval holds zero.",
  zh: "临界值为区间开始包含零的最小偏离程度。",
};
