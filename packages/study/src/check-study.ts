import { basename } from "node:path";
import { CeterisError, getNumbers, requireTreatment, type Warning } from "@ceteris/core";
import { describePanel } from "@ceteris/data";
import { reviewDesign } from "@ceteris/did";
import { loadContext, type StudyContext } from "./context.ts";
import { checkYaml } from "./file/parse-yaml.ts";
import { readStudy, type StudyOverrides } from "./file/read-study.ts";
import { readText } from "./file/read-text.ts";
import { studySchema } from "./file/schema.ts";

export interface StudyCheck {
  /** What keeps the study from running, in the order to mend it. */
  readonly problems: readonly CeterisError[];
  /** What a referee would remark on the design, as far as it shows without estimating. */
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
  const checked = checkYaml(await readText(path), basename(path), studySchema);
  if (!checked.ok) return { problems: checked.problems, warnings: [], panel: null };
  const problems: CeterisError[] = [];
  const context = await collect(problems, async () => loadContext(await readStudy(path, overrides)));
  if (!context) return { problems, warnings: [], panel: null };
  const { panel, index } = context;
  for (const name of numericColumns(context)) await collect(problems, () => getNumbers(panel.table, name));
  const treated = await collect(problems, () => requireTreatment(panel));
  const design = treated && problems.length === 0 ? await collect(problems, () => review(context)) : null;
  return {
    problems,
    warnings: [...panel.warnings, ...(index?.warnings ?? []), ...(design ?? [])],
    panel: describePanel(panel),
  };
}

function review({ panel, model, study }: StudyContext): readonly Warning[] {
  const asked = study.steps.eventStudy;
  return reviewDesign(panel, {
    covariance: model.covariance,
    ...(asked ? { base: asked.base ?? -1 } : {}),
  });
}

function numericColumns({ model, study }: StudyContext): Set<string> {
  const { outcome, controls = [], weights } = model;
  const matched = study.steps.psmDid?.matchOn ?? [];
  return new Set([outcome, ...controls, ...(weights ? [weights] : []), ...matched]);
}

async function collect<T>(problems: CeterisError[], work: () => T | Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CeterisError)) throw error;
    problems.push(error);
    return null;
  }
}
