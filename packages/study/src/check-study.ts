import { basename } from "node:path";
import { CeterisError, getColumn, getNumbers, requireTreatment, type Warning } from "@ceteris/core";
import { checkPanel, describePanel } from "@ceteris/data";
import { effectColumns } from "@ceteris/regression";
import { loadContext, type StudyContext } from "./context.ts";
import { designReview } from "./design-review.ts";
import { checkYaml } from "./file/parse-yaml.ts";
import { placeError } from "./file/place-error.ts";
import { readStudy, type StudyOverrides } from "./file/read-study.ts";
import { readText } from "./file/read-text.ts";
import { studySchema } from "./file/schema/study-schema.ts";
import { refuseMadeAnew } from "./resampling/refuse-made-anew.ts";

export interface StudyCheck {
  /** What keeps the study from running, in the order to mend it. */
  readonly problems: readonly CeterisError[];
  /** What a referee would remark on the design, as far as it shows without estimating. */
  readonly design: readonly Warning[];
  /** The same, after remarks on the panel and the index. */
  readonly warnings: readonly Warning[];
  /** The panel's structure, when the data could be read. */
  readonly panel: ReturnType<typeof describePanel> | null;
}

/**
 * Reads a study and its data and collects every problem and every design warning; estimates nothing.
 *
 * @throws FILE_NOT_FOUND when there is no study file; everything else is collected
 */
export async function checkStudy(path: string, overrides: StudyOverrides = {}): Promise<StudyCheck> {
  const text = await readText(path);
  const name = basename(path);
  const checked = checkYaml(text, name, studySchema);
  const nothing = { design: [], warnings: [], panel: null };
  if (!checked.ok) return { problems: checked.problems, ...nothing };
  const problems: CeterisError[] = [];
  const collect = collectInto(problems, { name, text });
  const context = await collect(async () => loadContext(await readStudy(path, overrides)));
  if (!context) return { problems, ...nothing };
  const { panel, index, study } = context;
  const numeric = numericColumns(context);
  for (const name of numeric) await collect(() => getNumbers(panel.table, name));
  for (const name of otherColumns(context)) {
    if (!numeric.has(name)) await collect(() => getColumn(panel.table, name));
  }
  for (const way of ["bootstrap", "jackknife"] as const) {
    if (way in study.steps) await collect(() => refuseMadeAnew(context, way));
  }
  const treated = await collect(() => requireTreatment(panel));
  const design =
    treated && problems.length === 0
      ? await collect(() => designReview(context, { baseline: null, eventStudy: null }))
      : null;
  return {
    problems,
    design: design ?? [],
    warnings: [
      ...panel.table.source.warnings,
      ...panel.warnings,
      ...checkPanel(panel.table, panel.spec).warnings,
      ...(index?.warnings ?? []),
      ...(design ?? []),
    ],
    panel: describePanel(panel),
  };
}

/** Every other column that the study names. */
function otherColumns({ panel, model, study }: StudyContext): Set<string> {
  const { steps } = study;
  const parts = (name: string) => (panel.table.columns.has(name) ? [name] : effectColumns(name));
  return new Set([
    ...[...(model.fixedEffects ?? []), ...(model.covariance?.by ?? [])].flatMap(parts),
    ...(steps.describe?.columns ?? []),
    ...(steps.baseline?.alsoCluster ?? []),
    ...(steps.placebo?.assign ? [steps.placebo.assign] : []),
    ...(steps.leaveOneOut?.by ? parts(steps.leaveOneOut.by) : []),
    ...(steps.psmDid?.exact ?? []),
    ...[steps.bootstrap?.by, steps.bootstrap?.strata, steps.jackknife?.by].filter(
      (name) => name !== undefined,
    ),
    ...(steps.placebo?.strata ?? []),
  ]);
}

function numericColumns({ model, study }: StudyContext): Set<string> {
  const { outcome, controls = [], weights } = model;
  const { psmDid, panelMatch, weighting } = study.steps;
  const compared = [psmDid?.matchOn, panelMatch?.matchOn, weighting?.weightOn].flatMap(
    (names) => names ?? [],
  );
  return new Set([outcome, ...controls, ...(weights ? [weights] : []), ...compared]);
}

/** Notes the errors of work, with the lines of the study file that they are about. */
function collectInto(problems: CeterisError[], study: { readonly name: string; readonly text: string }) {
  return async <T>(work: () => T | Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      const placed = placeError(error, study);
      if (!(placed instanceof CeterisError)) throw error;
      problems.push(placed);
      return null;
    }
  };
}
