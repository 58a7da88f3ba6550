import { CeterisError, nearestName, VERSION } from "@ceteris/core";
import { Command, CommanderError } from "commander";
import { checkCommand } from "./commands/check.ts";
import { describeCommand } from "./commands/describe.ts";
import { didCommand } from "./commands/did.ts";
import { eventStudyCommand } from "./commands/event-study.ts";
import { indexCommand } from "./commands/index.ts";
import { placeboCommand } from "./commands/placebo.ts";
import { psmDidCommand } from "./commands/psm-did.ts";
import { runCommand } from "./commands/run.ts";
import { EXIT, reportError } from "./output/report-error.ts";

const COMMANDS = [
  runCommand,
  checkCommand,
  describeCommand,
  indexCommand,
  didCommand,
  eventStudyCommand,
  placeboCommand,
  psmDidCommand,
];

/** Runs the program with the arguments after its name; resolves to the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  process.stdout.on("error", stopOnClosedPipe);
  let exitCode: number = EXIT.done;
  const program = new Command("ceteris")
    .description("Difference-in-differences, from raw panel to tables, charts and report")
    .version(VERSION, "-v, --version")
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .showHelpAfterError();
  for (const make of COMMANDS) {
    program.addCommand(
      make((code) => (exitCode = code))
        .exitOverride()
        .configureOutput({ writeErr: () => {} }),
    );
  }
  try {
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done;
    return reportError(
      error instanceof CommanderError ? usageError(error, program, argv) : error,
      argv.includes("--json"),
    );
  }
}

/** A complaint of the argument parser, in the words of every other error. */
function usageError(error: CommanderError, program: Command, argv: readonly string[]): CeterisError {
  const names = program.commands.map((c) => c.name());
  const command = program.commands.find((c) => c.name() === argv[0]);
  const help = command ? `ceteris ${command.name()} --help` : "ceteris --help";
  const unknown =
    error.code === "commander.unknownCommand" ? (argv.find((a) => !a.startsWith("-")) ?? "") : null;
  const near = unknown === null ? null : nearestName(unknown, names);
  if (error.code === "commander.help") {
    return new CeterisError({
      code: "OPTION_INVALID",
      where: "ceteris",
      what: "no command was given",
      mend: `The commands are ${names.join(", ")}; ${help} explains them`,
    });
  }
  return new CeterisError({
    code: "OPTION_INVALID",
    where: command ? `ceteris ${command.name()}` : "ceteris",
    what: error.message.replace(/^error: /, "").replace(/\.?\s*\(Did you mean .*$/s, ""),
    mend: near ? `Did you mean “${near}”?` : (suggestion(error.message) ?? `See ${help}`),
  });
}

function suggestion(message: string): string | null {
  const found = /\(Did you mean ([^)]*)\?\)/.exec(message);
  return found ? `Did you mean ${found[1]}?` : null;
}

/** A reader such as `head` that has seen enough is no defect. */
function stopOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(EXIT.done);
  throw error;
}
