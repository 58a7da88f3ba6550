import type { CeterisError } from "@ceteris/core";
import { Command } from "commander";
import pc from "picocolors";
import { printJson, resultDocument } from "../output/document.ts";
import { printWarnings } from "../output/present.ts";
import { EXIT } from "../output/report-error.ts";

interface CheckFlags {
  readonly data?: string;
  readonly strict?: boolean;
  readonly json?: boolean;
}

export function checkCommand(setExit: (code: number) => void): Command {
  return new Command("check")
    .description("every problem of a study and its data, and every design warning; estimates nothing")
    .argument("<study>", "study file (YAML or JSON)")
    .option("--data <file>", "data in place of the study file's own")
    .option("--strict", "end with code 3 when the design has warnings")
    .option("--json", "print exactly one JSON document on standard output")
    .action(async (path: string, flags: CheckFlags) => {
      const { checkStudy } = await import("@ceteris/study");
      const { problems, warnings, panel } = await checkStudy(path, flags);
      const shown = problems.map(plain);
      if (flags.json)
        printJson(resultDocument("check", { ok: problems.length === 0, problems: shown, panel, warnings }));
      else if (problems.length === 0 && panel) {
        process.stdout.write(
          `${pc.green("✓")} the study can run: ${panel.nRows} rows, ${panel.nUnits} units, ${panel.nPeriods} periods, ${warnings.length} ${warnings.length === 1 ? "warning" : "warnings"}\n`,
        );
      }
      for (const problem of problems) process.stderr.write(`${pc.red("error")} ${problem.message}\n`);
      printWarnings(warnings);
      if (problems.length > 0) setExit(EXIT.input);
      else if (flags.strict && warnings.length > 0) setExit(EXIT.strict);
    });
}

function plain({ code, what, where, mend }: CeterisError) {
  return { code, message: what, where, mend };
}
