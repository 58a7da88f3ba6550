import { type Label, labelText, type PsmDidResult } from "@ceteris/core";
import type { Wording } from "../names.ts";
import { formatPercent } from "../numbers.ts";
import { specFacts } from "../spec-facts.ts";
import { word } from "../words.ts";
import { bodyRow, countCell, intervalCell, numberCell, pCell, textCell } from "./cells.ts";
import { coefficientCell } from "./coefficient-cell.ts";
import { modelClauses, noteSentence, starsClause } from "./notes.ts";
import { makeSheet, type Sheet } from "./sheet.ts";
import { STARS, type StarLevel } from "./stars.ts";

export interface VariantsSheetOptions extends Wording {
  /** Default "psm-did". */
  readonly id?: string | undefined;
  readonly title?: Label | undefined;
  /** Default 4. */
  readonly digits?: number | undefined;
  /** Default `STARS`; empty for none. */
  readonly stars?: readonly StarLevel[] | undefined;
  readonly notes?: readonly Label[] | undefined;
}

/**
 * The DID after matching on each of the samples a match defines.
 *
 * @example
 * const sheet = variantsSheet(psmDid(panel, { outcome: "index", match: "radius", caliper: 0.05 }));
 */
export function variantsSheet(
  result: Pick<PsmDidResult, "variants" | "spec" | "fit">,
  options: VariantsSheetOptions = {},
): Sheet {
  const { lang = "en", labels, digits = 4, stars = STARS } = options;
  const { level } = specFacts(result.spec);
  const note = noteSentence([modelClauses([result], labels, lang), starsClause(stars, lang)], lang);
  return makeSheet({
    id: options.id ?? "psm-did",
    title: options.title ? labelText(options.title, lang) : word("titleVariants", lang),
    lang,
    columns: [
      { key: "sample", header: word("sample", lang), align: "left" },
      { key: "estimate", header: word("coefficient", lang), align: "decimal" },
      { key: "stdError", header: word("stdError", lang), align: "decimal" },
      { key: "statistic", header: word("tValue", lang), align: "decimal" },
      { key: "pValue", header: word("pValue", lang), align: "decimal" },
      {
        key: "interval",
        header:
          level === null
            ? word("intervalPlain", lang)
            : word("interval", lang, { level: formatPercent(level) }),
        align: "center",
      },
      { key: "nObs", header: word("nObs", lang), align: "right" },
    ],
    rows: result.variants.map((v) =>
      bodyRow([
        textCell(word(v.sample, lang)),
        coefficientCell(v, digits, stars),
        numberCell(v.stdError, digits),
        numberCell(v.statistic, 2),
        pCell(v.pValue),
        intervalCell(v.confLow, v.confHigh, digits),
        countCell(v.nObs, lang),
      ]),
    ),
    notes: [note, ...(options.notes ?? []).map((n) => labelText(n, lang))].filter((n) => n !== null),
  });
}
