import { relative } from "node:path";
import type { Language } from "@ceteris/core";
import type { Progress, StudyRun } from "@ceteris/study";
import { Command } from "commander";
import { EXIT } from "../exit.ts";
import { addLanguage } from "../options/data-options.ts";
import { numberFlag } from "../options/parse.ts";
import { documentText } from "../output/document.ts";
import { RUN_WORDS, type RunWords } from "../output/run-words.ts";
import { listenForInterrupt } from "../terminal/listen-for-interrupt.ts";
import { progressLine } from "../terminal/progress-line.ts";
import { sayWarningsBriefly } from "../terminal/say-warnings.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { withExamples } from "./examples.ts";

interface RunFlags {
  readonly data?: string;
  readonly output?: string;
  readonly lang: Language;
  readonly seed?: number;
  readonly threads?: number;
  readonly strict?: boolean;
  readonly json?: boolean;
}

export function runCommand(terminal: Terminal, setExit: (code: number) => void): Command {
  const command = new Command("run")
    .summary("a whole study, from raw panel to tables, charts and report")
    .description(
      "Runs a whole study: reads and validates the data, computes every step the study file names, and writes tables, charts, results.json, and a page and a Word document that show them all. An interrupted run goes on where it stopped.",
    )
    .argument("<study>", "study file (YAML or JSON)")
    .option("--data <file>", "data in place of the study file's own; - reads CSV from standard input")
    .option("--output <folder>", "folder of the results (default: the study file's own)")
    .option(
      "--seed <n>",
      "seed in place of the study file's own",
      numberFlag("--seed", { integer: true, min: 0 }),
    )
    .option(
      "--threads <n>",
      "threads for long steps; results are the same for any number (default: as many as there are cores)",
      numberFlag("--threads", { integer: true, min: 1, max: 256 }),
    )
    .option("--strict", "end with code 3 when there are warnings about the design")
    .option("--json", "print results.json on standard output")
    .helpOption("-h, --help", "show this help");
  return withExamples(
    addLanguage(command),
    "ceteris run study.yaml",
    "ceteris run study.yaml --data my-panel.csv --output results --lang zh",
  ).action(async (path: string, flags: RunFlags) => {
    const { readStudy, runStudy } = await import("@ceteris/study");
    const file = await readStudy(path, flags);
    const words = RUN_WORDS[flags.lang];
    const line = progressLine(terminal);
    const interrupt = listenForInterrupt(terminal, () => {
      line.clear();
      return words.interrupting;
    });
    const run = await runStudy(file, {
      lang: flags.lang,
      onProgress: (progress) => {
        if (progress.work) return line.show(words.steps[progress.step], progress.work);
        line.clear();
        sayProgress(terminal, progress, words);
      },
      isInterrupted: interrupt.seen,
      threads: flags.threads,
    }).finally(() => {
      line.clear();
      interrupt.stop();
    });
    await sayWarningsBriefly(terminal, run.warnings, flags.lang);
    terminal.print(flags.json ? documentText(run.document) : whereText(run, words));
    if (flags.strict && run.results.design.length > 0) setExit(EXIT.strict);
  });
}

function sayProgress(
  { say, colours }: Terminal,
  { step, state, milliseconds = 0 }: Progress,
  { steps, kept }: RunWords,
): void {
  if (state === "started") return;
  const time = state === "kept" ? kept : `${(milliseconds / 1000).toFixed(2)} s`;
  say(`${colours.green("✓")} ${padTo(steps[step], 26)} ${colours.dim(time)}\n`);
}

function whereText({ folder, files, warnings }: StudyRun, words: RunWords): string {
  const shown = shorter(relative(process.cwd(), folder) || ".", folder);
  const kept = (start: string, told: (n: number, endings: string) => string) => {
    const names = files.filter((f) => f.startsWith(start)).map((f) => f.slice(start.length).split("."));
    const n = new Set(names.map(([id]) => id)).size;
    return told(n, [...new Set(names.map(([, ...parts]) => `.${parts.join(".")}`))].join(" "));
  };
  const [report, word, excel, tables, charts, results] = words.places;
  const documents = files.filter((f) => /^[^/]+\.(docx|xlsx)$/.test(f));
  const lines = [
    [report, `index.html${warnings.length > 0 ? `  ${words.explains(warnings.length)}` : ""}`],
    ...documents.map((name) => [name.endsWith(".docx") ? word : excel, name] as const),
    [tables, `tables/  ${kept("tables/", words.tables)}`],
    [charts, `charts/  ${kept("charts/", words.charts)}`],
    [results, "results.json"],
  ] as const;
  return lines.map(([name, where]) => `${padTo(name, 8)} ${shown}/${where}\n`).join("");
}

/** Fills up to a number of columns of a screen, on which Chinese characters take two. */
function padTo(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - text.length - (text.match(/[⺀-￯]/gu)?.length ?? 0)));
}

/** A path out of the current folder is told in full. */
function shorter(fromHere: string, whole: string): string {
  return fromHere.startsWith("..") ? whole : fromHere;
}
