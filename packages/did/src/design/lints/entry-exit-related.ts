import { briefNumber, panelNumbers, type Warning } from "@ceteris/core";
import type { DesignContext } from "./design-context.ts";
import { fisherExact } from "./fisher-exact.ts";

const SIZE = 0.05;
const WORDS = { late: "enter late", early: "leave early", gaps: "have gaps" } as const;
type Kind = keyof typeof WORDS;

/** ENTRY_EXIT_RELATED: treated and untreated units differ in how many of them are not seen throughout. */
export function entryExitRelated({ panel, treatment, outcome }: DesignContext): readonly Warning[] {
  const seen = periodsSeen({ panel, outcome });
  const nPeriods = panel.time.nLevels;
  const [treated, never] = [true, false].map((isTreated) =>
    seen.filter((span, u) => span.count > 0 && isOfKind(treatment.cohort[u]!, isTreated)),
  ) as [Span[], Span[]];
  if (treated.length === 0 || never.length === 0) return [];
  const found = (Object.keys(WORDS) as Kind[]).flatMap((kind) => {
    const [nTreated, nNever] = [treated, never].map(
      (spans) => spans.filter((s) => has(s, kind, nPeriods)).length,
    );
    const pValue = fisherExact(nTreated!, treated.length, nNever!, never.length);
    return pValue < SIZE ? [{ kind, nTreated: nTreated!, nNever: nNever!, pValue }] : [];
  });
  if (found.length === 0) return [];
  const each = found.map(
    (f) =>
      `${f.nTreated} of ${treated.length} treated units ${WORDS[f.kind]}, against ${f.nNever} of ${never.length} never treated (p = ${briefNumber(f.pValue, 2)})`,
  );
  return [
    {
      code: "ENTRY_EXIT_RELATED",
      message: `Who is seen when goes with treatment: ${each.join("; ")}. Units that come or go because of treatment change what the groups are made of, and such a change looks like an effect: find out why units are missing, and repeat the estimate on those seen in every period. See Ghanem, Hirshleifer and Ortiz-Becerra (2023).`,
      details: { outcome, nTreatedUnits: treated.length, nNeverUnits: never.length, found },
    },
  ];
}

interface Span {
  first: number;
  last: number;
  count: number;
}

/** First and last period, and the number of periods, with a row and, where one is given, an outcome. */
function periodsSeen({ panel, outcome }: Pick<DesignContext, "panel" | "outcome">): readonly Span[] {
  const values = outcome === null ? null : panelNumbers(panel, outcome);
  const spans = panel.unit.labels.map((): Span => ({ first: Number.POSITIVE_INFINITY, last: -1, count: 0 }));
  for (let i = 0; i < panel.nRows; i++) {
    if (values && Number.isNaN(values[i])) continue;
    const span = spans[panel.unit.codes[i]!]!;
    const period = panel.time.codes[i]!;
    span.first = Math.min(span.first, period);
    span.last = Math.max(span.last, period);
    span.count++;
  }
  return spans;
}

function has({ first, last, count }: Span, kind: Kind, nPeriods: number): boolean {
  if (kind === "late") return first > 0;
  return kind === "early" ? last < nPeriods - 1 : count < last - first + 1;
}

function isOfKind(cohort: number, isTreated: boolean): boolean {
  return isTreated ? Number.isFinite(cohort) : cohort === Number.POSITIVE_INFINITY;
}
