import { CeterisError, nameSome, type Panel } from "@ceteris/core";

/** The words that the options of `panelMatch` take. */
export const PANEL_MATCH_CHOICES = {
  refine: ["mahalanobis", "none"],
} as const;

export interface PanelMatchOptions {
  /** Column of the outcome. */
  readonly outcome: string;
  /** Periods before treatment in which partners have the same treatment history and paths. Default: 4. */
  readonly history?: number | undefined;
  /** Periods after the first treated one that effects are wanted for. Default: 0. */
  readonly after?: number | undefined;
  /** Columns whose paths are compared. Default: the outcome alone. */
  readonly matchOn?: readonly string[] | undefined;
  /** `"mahalanobis"` (default): of each matched set the nearest paths; `"none"`: all of it. */
  readonly refine?: (typeof PANEL_MATCH_CHOICES.refine)[number] | undefined;
  /** Partners of a treated unit under `mahalanobis`. Default: 5. */
  readonly ratio?: number | undefined;
  /** Do units treated later in the window serve as partners? Default: false. */
  readonly laterTreated?: boolean | undefined;
  /** Confidence level between 0 and 1. Default: 0.95. */
  readonly level?: number | undefined;
}

export interface ResolvedPanelMatch {
  readonly outcome: string;
  readonly history: number;
  readonly after: number;
  readonly matchOn: readonly string[];
  readonly refine: (typeof PANEL_MATCH_CHOICES.refine)[number];
  readonly ratio: number | null;
  readonly laterTreated: boolean;
  readonly level: number;
}

/** Fills in the defaults. @throws OPTION_INVALID */
export function resolvePanelMatch(panel: Panel, options: PanelMatchOptions): ResolvedPanelMatch {
  const history = whole("history", options.history ?? 4, 1);
  const after = whole("after", options.after ?? 0, 0);
  const refine = options.refine ?? "mahalanobis";
  const { labels } = panel.time;
  if (!PANEL_MATCH_CHOICES.refine.includes(refine)) {
    throw invalid(
      "refine",
      `“${refine}” is not known`,
      `Give one of ${PANEL_MATCH_CHOICES.refine.join(", ")}`,
    );
  }
  if (history + after + 1 > labels.length) {
    throw invalid(
      "history",
      `${history} periods before treatment and ${after + 1} from it on are more than the ${labels.length} of the data`,
      "Give a shorter history, or fewer periods after",
    );
  }
  const level = options.level ?? 0.95;
  if (!(level > 0 && level < 1)) {
    throw invalid("level", `${level} is not between 0 and 1`, "Give a confidence level such as 0.95");
  }
  const matchOn = [...(options.matchOn ?? [options.outcome])];
  const twice = matchOn.filter((c, i) => matchOn.indexOf(c) !== i);
  if (matchOn.length === 0 || twice.length > 0) {
    throw invalid(
      "matchOn",
      twice.length > 0 ? `${nameSome(twice)} is named more than once` : "there is nothing to match on",
      "Name each column once, or leave the option out to match on the outcome's path",
    );
  }
  const ratio = refine === "none" ? null : whole("ratio", options.ratio ?? 5, 1);
  if (refine === "none" && options.ratio !== undefined) {
    throw invalid("ratio", "without refinement all units of a matched set are partners", "Leave “ratio” out");
  }
  const laterTreated = options.laterTreated ?? false;
  return Object.freeze({
    outcome: options.outcome,
    history,
    after,
    matchOn,
    refine,
    ratio,
    laterTreated,
    level,
  });
}

function whole(where: string, value: number, least: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw invalid(where, `${value} is not a whole number from ${least} on`, `Give ${least}, ${least + 1}, …`);
}

function invalid(where: string, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "OPTION_INVALID", where, what, mend });
}
