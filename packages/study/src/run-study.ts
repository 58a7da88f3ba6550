import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import {
  CeterisError,
  driveWork,
  type Language,
  type TimedProgress,
  uniqueWarnings,
  VERSION,
  type Warning,
} from "@ceteris/core";
import { reviewDesign } from "@ceteris/did";
import { comparePublished } from "./compare/compare-published.ts";
import { loadContext, type StudyContext } from "./context.ts";
import type { StudyFile } from "./file/read-study.ts";
import { type OutputFolder, openOutput } from "./output/folder.ts";
import { resultsDocument, writeResults } from "./output/write-results.ts";
import type { StepName, StudyResults } from "./results.ts";
import type { StepTools } from "./steps/step.ts";
import { STEPS } from "./steps/steps.ts";

/** What a run tells while it works. */
export interface Progress {
  readonly step: "data" | StepName | "report";
  readonly state: "started" | "working" | "done" | "kept";
  /** Of a step at work that takes long. */
  readonly work?: TimedProgress;
  /** Of a finished step. */
  readonly milliseconds?: number;
}

export interface RunOptions {
  /** Language of labels; default "en". */
  readonly lang?: Language | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Asked between steps and within long ones; true ends the run, and finished steps are kept for the next. */
  readonly isInterrupted?: (() => boolean) | undefined;
  /** Threads for long steps; results are the same for any number. Default: as many as the machine runs at once. */
  readonly threads?: number | undefined;
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
    throw error;
  }
}

/** Errors after which the next run takes up the finished steps: those that change nothing in them. */
const RESUMABLE: ReadonlySet<string> = new Set(["INTERRUPTED", "FONT_MISSING", "OUTPUT_NOT_WRITABLE"]);

async function runInto(output: OutputFolder, file: StudyFile, options: RunOptions): Promise<StudyRun> {
  const clock = stepClock(options);
  const context = await clock("data", () => loadContext(file));
  const found: Partial<Record<StepName, unknown>> = {};
  for (const name of Object.keys(STEPS) as StepName[]) {
    if (!(name in context.study.steps)) continue;
    const keep = keeper(output, context);
    const tools = stepTools(name, options, keep);
    found[name] = await clock(name, () => STEPS[name](context, tools), keep(name));
  }
  const results = assemble(file, context, found as StudyResults);
  const warnings = allWarnings(context, results);
  const document = resultsDocument(file, context, results, warnings);
  const files = await clock("report", () =>
    writeResults(output, { file, context, results, document, lang: options.lang ?? "en" }),
  );
  return Object.freeze({ results, warnings, document, files, folder: output.path });
}

/** Computes nothing that is not asked for: a step the file leaves out is null. */
function assemble(file: StudyFile, context: StudyContext, found: Partial<StudyResults>): StudyResults {
  const steps = {
    index: context.index,
    describe: found.describe ?? null,
    baseline: found.baseline ?? null,
    eventStudy: found.eventStudy ?? null,
    honest: found.honest ?? null,
    placebo: found.placebo ?? null,
    leaveOneOut: found.leaveOneOut ?? null,
    psmDid: found.psmDid ?? null,
    panelMatch: found.panelMatch ?? null,
    weighting: found.weighting ?? null,
    bootstrap: found.bootstrap ?? null,
    jackknife: found.jackknife ?? null,
  };
  const { published } = file;
  return Object.freeze({
    ...steps,
    comparison: published ? comparePublished(steps, published.figures, published.name) : null,
    design: designReview(context, steps),
  });
}

/** The design lints, on the panel, the model and what was estimated; the base of an event study that is only planned. */
export function designReview(
  context: StudyContext,
  found: Pick<StudyResults, "baseline" | "eventStudy">,
): readonly Warning[] {
  const { covariance, controls, outcome } = context.model;
  const { index, steps } = context.study;
  return reviewDesign(context.panel, {
    covariance,
    controls,
    outcome,
    indicators: index?.name === outcome ? index.indicators.map(({ name }) => name) : [],
    models: found.baseline?.models,
    eventStudy: found.eventStudy?.declared,
    base: steps.eventStudy?.base,
  });
}

function allWarnings({ panel }: StudyContext, results: StudyResults): readonly Warning[] {
  const {
    design,
    index,
    describe,
    baseline,
    eventStudy,
    honest,
    placebo,
    leaveOneOut,
    psmDid,
    panelMatch,
    weighting,
    bootstrap,
    jackknife,
  } = results;
  return uniqueWarnings(
    design,
    panel.table.source.warnings,
    panel.warnings,
    index?.warnings,
    describe?.warnings,
    ...[...(baseline?.models ?? []), ...(baseline?.alsoClustered ?? [])].map((m) => m.warnings),
    eventStudy?.declared.warnings,
    honest?.warnings,
    placebo?.warnings,
    leaveOneOut?.warnings,
    psmDid?.warnings,
    panelMatch?.warnings,
    weighting?.warnings,
    bootstrap?.warnings,
    jackknife?.warnings,
  );
}

interface Resumable {
  recall(): Promise<unknown>;
  remember(result: unknown): Promise<void>;
}

/** Keeps what steps and parts of steps have found, under their names. */
function keeper(output: OutputFolder, context: StudyContext): (name: string) => Resumable {
  const { sha256 } = context.panel.table.source;
  const { formats: _formats, fonts: _fonts, ...computed } = context.study;
  const key = createHash("sha256")
    .update(JSON.stringify([VERSION, sha256, computed]))
    .digest("hex");
  return (name) => ({
    recall: () => (sha256 === null ? Promise.resolve(null) : output.recall(name, key)),
    remember: (result) => output.remember(name, key, result),
  });
}

function stepClock({ onProgress = () => {}, isInterrupted = () => false }: RunOptions) {
  return async <T>(step: Progress["step"], work: () => T | Promise<T>, kept?: Resumable): Promise<T> => {
    // Lets the event loop turn, so that an interrupt of the user is seen.
    await new Promise((resolve) => setImmediate(resolve));
    if (isInterrupted()) throw interrupted();
    const before = (await kept?.recall()) as T | null | undefined;
    if (before !== null && before !== undefined) {
      onProgress({ step, state: "kept" });
      return before;
    }
    onProgress({ step, state: "started" });
    const start = performance.now();
    const result = await work();
    await kept?.remember(result);
    onProgress({ step, state: "done", milliseconds: performance.now() - start });
    return result;
  };
}

/** What a step is lent: long work tells its progress, and an interrupt abandons it. */
function stepTools(
  step: StepName,
  { onProgress = () => {}, isInterrupted = () => false, threads = availableParallelism() }: RunOptions,
  keep: (name: string) => Resumable,
): StepTools {
  const show = (work: TimedProgress) => onProgress({ step, state: "working", work });
  const stopIfInterrupted = () => {
    if (isInterrupted()) throw interrupted();
    return false;
  };
  return {
    drive: (work) => driveWork(work, { onProgress: show, isInterrupted: stopIfInterrupted }),
    tell(progress) {
      show(progress);
      stopIfInterrupted();
    },
    threads,
    recall: (part) => keep(`${step}-${part}`).recall(),
    remember: (part, result) => keep(`${step}-${part}`).remember(result),
  };
}

function interrupted(): CeterisError {
  return new CeterisError({
    code: "INTERRUPTED",
    where: "ceteris run",
    what: "the run was interrupted; the steps it had finished are kept",
    mend: "Run the same command again to go on from there",
  });
}
