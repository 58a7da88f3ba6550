import type { Language } from "@ceteris/core";
import { Command } from "commander";
import { EXIT } from "../exit.ts";
import { addLanguage } from "../options/data-options.ts";
import { documentText, resultDocument } from "../output/document.ts";
import { RUN_WORDS } from "../output/run-words.ts";
import { errorFields, sayProblem } from "../terminal/say-error.ts";
import { sayWarnings } from "../terminal/say-warnings.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { withExamples } from "./examples.ts";

interface CheckFlags {
  readonly data?: string;
  readonly strict?: boolean;
  readonly json?: boolean;
  readonly lang: Language;
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
    addLanguage(command),
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
    } else {
      const { canRun, cannotRun } = RUN_WORDS[flags.lang];
      const said =
        problems.length === 0 && panel ? canRun(panel, warnings.length) : cannotRun(problems.length);
      terminal.print(`${said}\n`);
    }
    for (const problem of problems) sayProblem(terminal, problem);
    await sayWarnings(terminal, warnings, flags.lang);
    if (problems.length > 0) setExit(EXIT.input);
    else if (flags.strict && design.length > 0) setExit(EXIT.strict);
  });
}
