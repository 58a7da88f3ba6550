import { CeterisError, nearestName, VERSION } from "@ceteris/core";
import { Command, CommanderError } from "commander";
import { attGtCommand } from "./commands/att-gt.ts";
import { baconCommand } from "./commands/bacon.ts";
import { bootstrapCommand } from "./commands/bootstrap.ts";
import { checkCommand } from "./commands/check.ts";
import { describeCommand } from "./commands/describe.ts";
import { didCommand } from "./commands/did.ts";
import { eventStudyCommand } from "./commands/event-study.ts";
import { withExamples } from "./commands/examples.ts";
import { honestCommand } from "./commands/honest.ts";
import { indexCommand } from "./commands/index.ts";
import { initCommand } from "./commands/init.ts";
import { leaveOneOutCommand } from "./commands/leave-one-out.ts";
import { panelCommand } from "./commands/panel.ts";
import { panelMatchCommand } from "./commands/panel-match.ts";
import { placeboCommand } from "./commands/placebo.ts";
import { psmDidCommand } from "./commands/psm-did.ts";
import { runCommand } from "./commands/run.ts";
import { staggeredCommand } from "./commands/staggered.ts";
import { weightCommand } from "./commands/weight.ts";
import { EXIT } from "./exit.ts";
import { hereFor } from "./options/elsewhere.ts";
import { reportError } from "./terminal/say-error.ts";
import { processTerminal, type Terminal } from "./terminal/terminal.ts";

const GROUPS = {
  "Whole studies:": [initCommand, runCommand, checkCommand],
  "Data:": [panelCommand, describeCommand, indexCommand],
  "Estimates:": [
    didCommand,
    eventStudyCommand,
    placeboCommand,
    psmDidCommand,
    panelMatchCommand,
    weightCommand,
    attGtCommand,
    staggeredCommand,
    baconCommand,
    honestCommand,
    leaveOneOutCommand,
    bootstrapCommand,
  ],
};

/** Help on a screen wider than this is hard to read. */
const WIDEST = 100;

/** Runs the program with the arguments after its name; resolves to the exit code. */
export async function main(argv: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
  let exitCode: number = EXIT.done;
  const program = makeProgram(terminal, (code) => {
    exitCode = code;
  });
  if (argv.length === 0) {
    terminal.say(program.helpInformation({ error: true }));
    return EXIT.input;
  }
  try {
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done;
    const command = program.commands.find((c) => c.name() === argv[0]);
    const shown =
      error instanceof CommanderError ? usageError(error, program, command, argv) : inFlags(error, command);
    return reportError(terminal, shown, argv.includes("--json"));
  }
}

function makeProgram(terminal: Terminal, setExit: (code: number) => void): Command {
  const output = {
    writeOut: terminal.print,
    writeErr: () => {},
    getOutHelpWidth: () => Math.min(terminal.printWidth ?? 80, WIDEST),
    getErrHelpWidth: () => Math.min(terminal.width ?? 80, WIDEST),
  };
  const program = new Command("ceteris")
    .usage("<command> [options]")
    .description("Difference-in-differences, from raw panel to tables, charts and report.")
    .version(VERSION, "-v, --version", "print the version")
    .helpOption("-h, --help", "show this help; after a command, the help of that command")
    .helpCommand(false)
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .exitOverride()
    .configureOutput(output);
  for (const [group, makers] of Object.entries(GROUPS)) {
    program.commandsGroup(group);
    for (const make of makers) {
      program.addCommand(make(terminal, setExit).exitOverride().configureOutput(output));
    }
  }
  return withExamples(
    program,
    "ceteris run study.yaml",
    "ceteris did panel.csv --unit city --time year --group pilot --start 2018 --outcome y",
  );
}

/** A complaint of the argument parser, in the words of every other error. */
function usageError(
  error: CommanderError,
  program: Command,
  command: Command | undefined,
  argv: readonly string[],
): CeterisError {
  const names = program.commands.map((c) => c.name());
  const help = command ? `ceteris ${command.name()} --help` : "ceteris --help";
  const unknown =
    error.code === "commander.unknownCommand" ? (argv.find((a) => !a.startsWith("-")) ?? "") : null;
  if (unknown !== null) {
    const near = nearestName(unknown, names);
    return new CeterisError({
      code: "OPTION_INVALID",
      where: "ceteris",
      what: `there is no command “${unknown}”`,
      mend: near ? `Did you mean “${near}”?` : `The commands are ${names.join(", ")}`,
    });
  }
  return new CeterisError({
    code: "OPTION_INVALID",
    where: command ? `ceteris ${command.name()}` : "ceteris",
    what: error.message
      .replace(/^error: /, "")
      .replace(/\s*\(Did you mean .*$/s, "")
      .replace(/\.$/, ""),
    mend: suggestion(error.message, command?.options.map(({ long }) => long ?? "") ?? []) ?? `See ${help}`,
  });
}

/** Options of the library that go by another name on the command line. */
const FLAGS: Readonly<Record<string, string>> = {
  covariance: "--vcov",
  smallSample: "--ssc",
  "fixed effects": "--fe",
  fixedEffects: "--fe",
  bootCluster: "--wild-by",
};

/** An error of the library with its option named as the flag that sets it. */
function inFlags(error: unknown, command: Command | undefined): unknown {
  if (!(error instanceof CeterisError) || command === undefined) return error;
  const option = command.options.find((o) => o.attributeName() === error.where)?.long;
  const renamed = Object.hasOwn(FLAGS, error.where) ? FLAGS[error.where] : undefined;
  const where = option ?? (command.options.some((o) => o.long === renamed) ? renamed : undefined);
  if (!where) return error;
  const { code, what, mend, details } = error;
  return new CeterisError({ code, where, what, mend, details });
}

function suggestion(message: string, flags: readonly string[]): string | null {
  const unknown = /unknown option '(--[\w-]+)/.exec(message)?.[1];
  const here = unknown === undefined ? null : hereFor(unknown, flags);
  if (here !== null) return `Here it is ${here}`;
  const found = /\(Did you mean ([^)]*)\?\)/.exec(message);
  return found ? `Did you mean ${found[1]}?` : null;
}
