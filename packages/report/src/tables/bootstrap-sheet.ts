import type { BootstrapEstimate, BootstrapIntervals, BootstrapResult, Language } from "@ceteris/core";
import { type Labels, nameOf } from "../names.ts";
import { formatCount } from "../numbers.ts";
import { specFacts, specNumber, specText } from "../spec-facts.ts";
import { type Word, word } from "../words.ts";
import { bodyRow, countCell, intervalCell, numberCell, pCell, textCell } from "./cells.ts";
import { intervalHeader } from "./estimate-parts.ts";
import { makeSheet } from "./make-sheet.ts";
import type { Sheet } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";

export interface BootstrapSheetOptions extends SheetOptions {
  /** Default 4. */
  readonly digits?: number | undefined;
}

/** The words for the kinds of intervals, in the order shown. */
export const INTERVAL_WORDS = {
  percentile: "bootstrapPercentile",
  basic: "bootstrapBasic",
  normal: "bootstrapNormal",
  bca: "bootstrapBca",
} as const satisfies Record<keyof BootstrapIntervals, Word>;

/** The kinds of intervals that a result has. */
export function intervalKinds(rows: readonly BootstrapEstimate[]): readonly (keyof BootstrapIntervals)[] {
  const all = Object.keys(INTERVAL_WORDS) as (keyof BootstrapIntervals)[];
  return all.filter((kind) => rows.some((row) => row.intervals[kind] !== null));
}

/**
 * A bootstrap in numbers, one estimate a line: on the data, then error, bias, p value and every interval
 * from the draws.
 *
 * @example
 * const sheet = bootstrapSheet(pairsBootstrap(panel, statistic), { lang: "zh" });
 */
export function bootstrapSheet(result: BootstrapResult, options: BootstrapSheetOptions = {}): Sheet {
  const { lang = "en", labels, digits = 4 } = options;
  const { estimates } = result;
  const kinds = intervalKinds(estimates);
  const group = intervalHeader(specFacts(result.spec).level, lang);
  const decimal = (key: string, header: Word) => ({
    key,
    header: word(header, lang),
    align: "decimal" as const,
  });
  return makeSheet({
    ...sheetFrame(options, {
      id: "bootstrap",
      title: "titleBootstrap",
      notes: [bootstrapNote(result, labels, lang)],
    }),
    columns: [
      { key: "term", header: word("term", lang), align: "left" },
      decimal("estimate", "estimate"),
      decimal("stdError", "stdError"),
      decimal("bias", "bootstrapBias"),
      decimal("pValue", "pValue"),
      ...kinds.map((kind) => ({
        key: kind,
        header: word(INTERVAL_WORDS[kind], lang),
        align: "center" as const,
        group,
      })),
      { key: "nDraws", header: word("bootstrapDraws", lang), align: "right" },
    ],
    rows: estimates.map((row) =>
      bodyRow([
        textCell(nameOf(row.term, labels, lang)),
        numberCell(row.estimate, digits),
        numberCell(row.stdError, digits),
        numberCell(row.bias, digits),
        pCell(row.pValue),
        ...kinds.map((kind) => {
          const { confLow, confHigh } = row.intervals[kind] ?? { confLow: null, confHigh: null };
          return intervalCell(confLow, confHigh, digits);
        }),
        countCell(row.nDraws, lang),
      ]),
    ),
  });
}

/** What was drawn, how often, and which interval the p value goes with. */
function bootstrapNote(result: BootstrapResult, labels: Labels | undefined, lang: Language): string {
  const { clusters, nDraws, spec } = result;
  const column = nameOf(clusters.column, labels, lang);
  const strata = specText(spec, "strata");
  const seed = specNumber(spec, "seed");
  const kind = specText(spec, "interval") as keyof BootstrapIntervals | null;
  const interval = kind !== null && Object.hasOwn(INTERVAL_WORDS, kind) ? INTERVAL_WORDS[kind] : null;
  const n = formatCount(clusters.n, lang);
  const draws = formatCount(nDraws, lang);
  if (lang === "zh") {
    const within = strata === null ? "" : `在${nameOf(strata, labels, lang)}各层内`;
    return [
      `每次抽样以${column}为单位（共${n}个）${within}有放回地整体抽取，并重新完成全部计算；共${draws}次抽样。`,
      interval === null ? "" : `p值对应于${word(interval, lang)}置信区间。`,
      seed === null ? "" : `随机种子为${seed}。`,
    ].join("");
  }
  const within = strata === null ? "" : ` within ${nameOf(strata, labels, lang)}`;
  return [
    `Each of ${draws} draws takes ${n} whole clusters of ${column} with replacement${within} and computes everything anew.`,
    interval === null ? "" : ` The p value goes with the ${kind === "bca" ? "BCa" : kind} interval.`,
    seed === null ? "" : ` Seed ${seed}.`,
  ].join("");
}
