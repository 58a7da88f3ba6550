import type { Equivalence, Language, PretrendReview } from "@ceteris/core";
import { formatNumber, formatPercent } from "../numbers.ts";
import { word } from "../words.ts";
import { bodyRow, numberCell, pCell, textCell } from "./cells.ts";
import { makeSheet } from "./make-sheet.ts";
import type { Cell, Sheet, SheetRow } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";

export interface PretrendSheetOptions extends SheetOptions {
  /** Default 4. */
  readonly digits?: number | undefined;
}

/**
 * What the leads of an event study can and cannot rule out: the drift that the pre-test misses and the
 * bias it leaves, the smallest placebo effects that can be excluded, the slope of the leads.
 *
 * @example
 * const sheet = pretrendSheet(reviewPretrend(study)!, { lang: "zh" });
 */
export function pretrendSheet(review: PretrendReview, options: PretrendSheetOptions = {}): Sheet {
  const { lang = "en", digits = 4 } = options;
  const parts = [powerRows, equivalenceRows, trendRows].map((rows) => rows(review, lang, digits));
  return makeSheet({
    ...sheetFrame(options, { id: "pretrend", title: "titlePretrend", notes: notes(review, lang) }),
    columns: [
      { key: "statistic", header: word("statistic", lang), align: "left" },
      { key: "value", header: word("value", lang), align: "right" },
    ],
    rows: parts.flat(),
  });
}

function line(name: string, cell: Cell): SheetRow {
  return bodyRow([textCell(name), cell]);
}

function powerRows({ power }: PretrendReview, lang: Language, digits: number): SheetRow[] {
  if (!power) return [];
  const number = (value: number | null | undefined) => numberCell(value, digits);
  const each = power.violations.flatMap((row) => {
    const p = formatPercent(Number(row.power.toPrecision(3)));
    const found = row.slope === null ? [] : [row];
    return [
      line(word("driftFound", lang, { p }), number(row.slope)),
      ...found.flatMap(({ average, bayesFactor, likelihoodRatio: ratio }) => [
        ...(average
          ? [
              line(word("driftBias", lang), number(average.bias)),
              line(word("driftBiasAfterPassing", lang), number(average.biasAfterPassing)),
            ]
          : []),
        line(word("bayesFactor", lang), numberCell(bayesFactor, 3)),
        ...(ratio
          ? [
              line(word("likelihoodRising", lang), ratioCell(ratio.rising)),
              line(word("likelihoodFalling", lang), ratioCell(ratio.falling)),
            ]
          : []),
      ]),
    ];
  });
  return [
    { kind: "panel", title: word("pretrendPower", lang) },
    line(word("pretrendSize", lang), numberCell(power.size, 3)),
    ...each,
    ...(power.joint ?? []).map((row) =>
      line(word("driftFoundJoint", lang, { p: formatPercent(row.power) }), number(row.slope)),
    ),
  ];
}

function equivalenceRows({ equivalence }: PretrendReview, lang: Language, digits: number): SheetRow[] {
  if (!equivalence) return [];
  const { max, mean, rms, spec } = equivalence;
  const part = (name: "placeboMax" | "placeboMean" | "placeboRms", found: Equivalence) => [
    line(word(name, lang), numberCell(found.estimate, digits)),
    line(word("smallestThreshold", lang), numberCell(found.smallestThreshold, digits)),
    ...(spec.threshold === null
      ? []
      : [line(word("equivalenceP", lang, { t: formatNumber(spec.threshold, digits) }), pCell(found.pValue))]),
  ];
  return [
    { kind: "panel", title: word("equivalence", lang) },
    ...part("placeboMax", max),
    ...part("placeboMean", mean),
    ...part("placeboRms", rms),
  ];
}

function trendRows({ linear, averagePost }: PretrendReview, lang: Language, digits: number): SheetRow[] {
  const rows = [
    ["leadSlope", linear],
    ["averagePost", averagePost],
  ] as const;
  const known = rows.flatMap(([name, row]) => (row ? [{ name, row }] : []));
  if (known.length === 0) return [];
  return [
    { kind: "panel", title: word("pretrendSummary", lang) },
    ...known.flatMap(({ name, row }) => [
      line(word(name, lang), numberCell(row.estimate, digits)),
      line(word("stdError", lang), numberCell(row.stdError, digits)),
      line(word("pValue", lang), pCell(row.pValue)),
    ]),
  ];
}

/** A ratio that can be of any size. */
function ratioCell(value: number): Cell {
  const text = value >= 1e5 || value < 5e-4 ? value.toExponential(1) : formatNumber(value, 3);
  return { text: text.replace("e+", "e").replace("e-", "e\u2212"), value };
}

function notes({ power, equivalence }: PretrendReview, lang: Language): string[] {
  const out: string[] = [];
  if (power) {
    const crit = formatNumber(power.criticalValue, 2);
    out.push(
      lang === "zh"
        ? `趋势偏离指处理组与控制组之间每期固定的线性差异。逐期检验以任一先导项|t|超过${crit}为发现；偏误为该偏离在处理后平均效应中留下的部分，“通过检验后”指仅就未发现偏离的样本取期望（Roth，2022）。`
        : `A drift is a straight line away from parallel trends. It is found when any lead has |t| above ${crit}; its bias is what it leaves in the mean effect after treatment, “having passed” in expectation over the samples in which no lead does (Roth 2022).`,
    );
  }
  if (equivalence) {
    const size = formatPercent(Number((1 - equivalence.spec.level).toPrecision(12)));
    out.push(
      lang === "zh"
        ? `可排除的最小阈值：在${size}水平上拒绝“先导项效应不小于该阈值”的最小取值（Dette和Schumann，2024）。`
        : `The smallest threshold is the least for which the hypothesis that the placebo effect reaches it is rejected at ${size} (Dette and Schumann 2024).`,
    );
  }
  return out;
}
