import { Command } from "commander";
import { EXIT } from "../exit.ts";
import { documentText, resultDocument } from "../output/document.ts";
import { errorFields, sayProblem } from "../terminal/say-error.ts";
import { sayWarnings } from "../terminal/say-warnings.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { withExamples } from "./examples.ts";

interface CheckFlags {
  readonly data?: string;
  readonly strict?: boolean;
  readonly json?: boolean;
}

export function checkCommand(terminal: Terminal, setExit: (code: number) => void): Command {
  const command = new Command("check")
    .summary("every problem of a study and its data; estimates nothing")
    .description(
      "Reads a study and its data, and lists every problem and every warning about the design. Estimates nothing and writes nothing.",
    )
    .argument("<study>", "study file (YAML or JSON)")
    .option("--data <file>", "data in place of the study file's own; - reads CSV from standard input")
    .option("--strict", "end with code 3 when there are warnings about the design")
    .option("--json", "print exactly one JSON document on standard output")
    .helpOption("-h, --help", "show this help");
  return withExamples(
    command,
    "ceteris check study.yaml",
    "ceteris check study.yaml --data panel.csv --strict",
  ).action(async (path: string, flags: CheckFlags) => {
    const { checkStudy } = await import("@ceteris/study");
    const { problems, design, warnings, panel } = await checkStudy(path, flags);
    const fields = problems.map(errorFields);
    if (flags.json) {
      const found = { ok: problems.length === 0, problems: fields, panel, design, warnings };
      const error = fields[0] ? { error: fields[0] } : {};
      terminal.print(documentText(resultDocument("check", { ...error, ...found })));
    } else if (problems.length === 0 && panel) {
      const { nRows, nUnits, nPeriods } = panel;
      terminal.print(
        `The study can run: ${nRows} rows, ${nUnits} units, ${nPeriods} periods; ${count(warnings.length, "warning")}.\n`,
      );
    } else {
      terminal.print(`The study cannot run: ${count(problems.length, "problem")}.\n`);
    }
    for (const problem of problems) sayProblem(terminal, problem);
    sayWarnings(terminal, warnings);
    if (problems.length > 0) setExit(EXIT.input);
    else if (flags.strict && design.length > 0) setExit(EXIT.strict);
  });
}

function count(n: number, noun: string): string {
  return `${n === 0 ? "no" : n} ${noun}${n === 1 ? "" : "s"}`;
}
