import { CeterisError, type Language, type Warning } from "@ceteris/core";
import { comparePublished } from "./compare/compare-published.ts";
import { loadContext, type StudyContext } from "./context.ts";
import { designReview } from "./design-review.ts";
import { placeError } from "./file/place-error.ts";
import type { StudyFile } from "./file/read-study.ts";
import { type OutputFolder, openOutput } from "./output/folder.ts";
import { resultsDocument } from "./output/results-document.ts";
import { writeResults } from "./output/write-results.ts";
import type { StepName, StudyResults } from "./results.ts";
import { resultKeeper } from "./running/result-keeper.ts";
import { runWatch, type WatchOptions } from "./running/run-watch.ts";
import { studyWarnings } from "./running/study-warnings.ts";
import { stepContext } from "./steps/step-context.ts";
import { STEPS } from "./steps/steps.ts";

export interface RunOptions extends WatchOptions {
  /** Language of labels; default "en". */
  readonly lang?: Language | undefined;
}

export interface StudyRun {
  readonly results: StudyResults;
  /** Every remark once: those on the design, then those of the steps. */
  readonly warnings: readonly Warning[];
  /** What `results.json` holds. */
  readonly document: object;
  /** Names of the files written, relative to `folder`, in order. */
  readonly files: readonly string[];
  readonly folder: string;
}

/**
 * Runs a whole study: data, index, every step the file names, tables, charts and report.
 *
 * The same file, data, seed and language give the same bytes. A run that was interrupted, found no
 * font for its figures or no room on the disk, leaves its finished steps behind, and the next one with the same model and data
 * takes them up; a run that fails leaves the folder as it was.
 *
 * @throws OUTPUT_NOT_WRITABLE and OUTPUT_IN_USE (another run) before anything is computed; INTERRUPTED; FONT_MISSING; and whatever the data, the
 *   study file and the estimators refuse
 * @example
 * const { results } = await runStudy(await readStudy("study.yaml"));
 * results.baseline?.models.at(-1)?.estimates[0]; // the DID estimate
 */
export async function runStudy(file: StudyFile, options: RunOptions = {}): Promise<StudyRun> {
  const output = await openOutput(file.output);
  try {
    const run = await runInto(output, file, options);
    await output.close();
    return run;
  } catch (error) {
    const resumable = error instanceof CeterisError && RESUMABLE.has(error.code);
    await (resumable ? output.close() : output.abandon());
    throw placeError(error, file);
  }
}

/** Errors after which the next run takes up the finished steps: those that change nothing in them. */
const RESUMABLE: ReadonlySet<string> = new Set(["INTERRUPTED", "FONT_MISSING", "OUTPUT_NOT_WRITABLE"]);

async function runInto(output: OutputFolder, file: StudyFile, options: RunOptions): Promise<StudyRun> {
  const { time, tools, stopIfInterrupted } = runWatch(options);
  const context = await time("data", () => loadContext(file));
  const found: Partial<Record<StepName, unknown>> = {};
  for (const name of STEP_NAMES) {
    if (!(name in context.study.steps)) continue;
    const own = stepContext(context, name);
    const keep = resultKeeper(output, own);
    found[name] = await time(name, () => STEPS[name](own, tools(name, keep)), keep(name));
  }
  const results = assemble(file, context, found);
  const warnings = studyWarnings(context, results);
  const document = resultsDocument(file, context, results, warnings);
  const watched: OutputFolder = {
    ...output,
    write(name, content) {
      stopIfInterrupted();
      return output.write(name, content);
    },
  };
  const files = await time("report", () =>
    writeResults(watched, { file, context, results, document, lang: options.lang ?? "en" }),
  );
  return Object.freeze({ results, warnings, document, files, folder: output.path });
}

const STEP_NAMES = Object.keys(STEPS) as StepName[];

/** Computes nothing that is not asked for: a step the file leaves out is null. */
function assemble(
  file: StudyFile,
  context: StudyContext,
  found: Partial<Record<StepName, unknown>>,
): StudyResults {
  const steps = {
    index: context.index,
    ...Object.fromEntries(STEP_NAMES.map((name) => [name, found[name] ?? null])),
  } as Omit<StudyResults, "comparison" | "design">;
  const { published } = file;
  return Object.freeze({
    ...steps,
    comparison: published ? comparePublished(steps, published.figures, published.name) : null,
    design: designReview(context, steps),
  });
}
