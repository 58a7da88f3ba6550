import type { RegressionSheetOptions } from "@ceteris/report";
import { type StarLevel, starLevels } from "@ceteris/report";
import type { StudyContext } from "../context.ts";

/** How the study file wants estimates printed, for every table of them. */
export function tableStyle({ study }: Pick<StudyContext, "study">): {
  readonly digits?: number | undefined;
  readonly stars?: readonly StarLevel[] | undefined;
} {
  const { digits, stars } = study.tables ?? {};
  return {
    ...(digits === undefined ? {} : { digits }),
    ...(stars === undefined ? {} : { stars: starLevels(stars) }),
  };
}

/** The same for tables of regressions, with what stands in brackets, which coefficients and which rows below. */
export function regressionStyle(context: Pick<StudyContext, "study">): RegressionSheetOptions {
  const { bracket, terms, omit, statistics } = context.study.tables ?? {};
  return {
    ...tableStyle(context),
    ...(bracket === undefined ? {} : { bracket: bracket === "none" ? null : bracket }),
    terms,
    omit,
    statistics,
  };
}
