import { relative } from "node:path";
import type { Language } from "@ceteris/core";
import type { Progress } from "@ceteris/study";
import { Command } from "commander";
import pc from "picocolors";
import { choiceFlag, numberFlag } from "../options/parse.ts";
import { printJson } from "../output/document.ts";
import { printWarnings } from "../output/present.ts";
import { EXIT } from "../output/report-error.ts";

interface RunFlags {
  readonly data?: string;
  readonly output?: string;
  readonly lang: Language;
  readonly seed?: number;
  readonly strict?: boolean;
  readonly json?: boolean;
}

export function runCommand(setExit: (code: number) => void): Command {
  return new Command("run")
    .description("a whole study, from raw panel to tables, charts and report")
    .argument("<study>", "study file (YAML or JSON)")
    .option("--data <file>", "data in place of the study file's own")
    .option("--output <folder>", "folder of the results (default: the study file's own)")
    .option("--lang <language>", "language of labels: en or zh", choiceFlag("--lang", ["en", "zh"]), "en")
    .option(
      "--seed <n>",
      "seed in place of the study file's own",
      numberFlag("--seed", { integer: true, min: 0 }),
    )
    .option("--strict", "end with code 3 when the design has warnings")
    .option("--json", "print results.json on standard output")
    .action(async (path: string, flags: RunFlags) => {
      const { readStudy, runStudy } = await import("@ceteris/study");
      const file = await readStudy(path, flags);
      const interrupt = listenForInterrupt();
      const run = await runStudy(file, {
        lang: flags.lang,
        onProgress: showProgress,
        isInterrupted: interrupt.seen,
      }).finally(interrupt.stop);
      if (flags.json) printJson(run.document);
      else printWhere(run.folder, run.files);
      printWarnings(run.results.design);
      if (flags.strict && run.results.design.length > 0) setExit(EXIT.strict);
    });
}

const STEP_NAMES: Readonly<Record<Progress["step"], string>> = {
  data: "data and index",
  describe: "descriptive statistics",
  baseline: "baseline",
  eventStudy: "event study",
  placebo: "placebo",
  psmDid: "matching and DID",
  report: "tables, charts and report",
};

function showProgress({ step, state, milliseconds = 0 }: Progress): void {
  if (state === "started") return;
  const time = state === "kept" ? "kept from an interrupted run" : `${(milliseconds / 1000).toFixed(2)} s`;
  process.stderr.write(`${pc.green("✓")} ${STEP_NAMES[step].padEnd(26)} ${pc.dim(time)}\n`);
}

function printWhere(folder: string, files: readonly string[]): void {
  const shown = relative(process.cwd(), folder) || ".";
  const count = (start: string, end: string) =>
    files.filter((f) => f.startsWith(start) && f.endsWith(end)).length;
  const lines = [
    ["report", `${shown}/index.html`],
    ["tables", `${shown}/tables/  (${count("tables/", ".csv")} tables as CSV, Markdown, HTML and LaTeX)`],
    ["charts", `${shown}/charts/  (${count("charts/", ".svg")} charts as SVG and Vega-Lite)`],
    ["results", `${shown}/results.json`],
  ];
  for (const [name, where] of lines) process.stdout.write(`${name!.padEnd(8)} ${where}\n`);
}

/** The first interrupt ends the run after the step at work; a second one ends it at once. */
function listenForInterrupt() {
  let seen = false;
  const listen = () => {
    if (seen) process.exit(EXIT.interrupted);
    seen = true;
    process.stderr.write("interrupting after this step …\n");
  };
  process.on("SIGINT", listen);
  process.on("SIGTERM", listen);
  return {
    seen: () => seen,
    stop: () => {
      process.off("SIGINT", listen);
      process.off("SIGTERM", listen);
    },
  };
}
