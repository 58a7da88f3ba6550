import type { PsmDidResult } from "@ceteris/core";
import { specFacts } from "../spec-facts.ts";
import { word } from "../words.ts";
import { bodyRow, countCell, textCell } from "./cells.ts";
import { estimateParts } from "./estimate-parts.ts";
import { makeSheet } from "./make-sheet.ts";
import { modelClauses, noteSentence, starsClause } from "./notes.ts";
import type { Sheet } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";
import { STARS, type StarLevel } from "./stars.ts";

export interface VariantsSheetOptions extends SheetOptions {
  /** Default 4. */
  readonly digits?: number | undefined;
  /** Default `STARS`; empty for none. */
  readonly stars?: readonly StarLevel[] | undefined;
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
  const parts = estimateParts(result.variants, { level, digits, stars }, lang);
  const note = noteSentence([modelClauses([result], labels, lang), starsClause(stars, lang)], lang);
  return makeSheet({
    ...sheetFrame(options, { id: "psm-did", title: "titleVariants", notes: [note] }),
    columns: [
      { key: "sample", header: word("sample", lang), align: "left" },
      ...parts.map((part) => part.column),
      { key: "nObs", header: word("nObs", lang), align: "right" },
    ],
    rows: result.variants.map((v) =>
      bodyRow([
        textCell(word(v.sample, lang)),
        ...parts.map((part) => part.cell(v)),
        countCell(v.nObs, lang),
      ]),
    ),
  });
}
