import { CeterisError } from "@ceteris/core";
import { EXIT } from "../exit.ts";
import type { Terminal } from "./terminal.ts";
import { wrap } from "./wrap.ts";

/** One line on standard error, wrapped on a screen: `error where: what. mend.` */
export function sayProblem({ say, width, colours }: Terminal, problem: CeterisError): void {
  const text = width === null ? problem.message : wrap(problem.message, width - "error ".length);
  say(`${colours.red("error")} ${text.replaceAll("\n", "\n      ")}\n`);
}

/** Says an error, with `json` as a document on standard output too, and returns the exit code. */
export function reportError(terminal: Terminal, error: unknown, json: boolean): number {
  if (error instanceof CeterisError) {
    sayProblem(terminal, error);
    if (json) printError(terminal, errorFields(error));
    return error.code === "INTERRUPTED" ? EXIT.interrupted : EXIT.input;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  terminal.say(
    `${terminal.colours.red("defect")} ceteris failed in a way it should not. Please report this, with the command and what follows:\n${text}\n`,
  );
  if (json) {
    const message = error instanceof Error ? error.message : String(error);
    printError(terminal, {
      code: "DEFECT",
      message,
      where: "ceteris",
      mend: "Please report this, with the command",
    });
  }
  return EXIT.defect;
}

/** An error as the JSON contract shows it. */
export function errorFields({ code, what, where, mend }: CeterisError) {
  return { code, message: what, where, mend };
}

function printError(terminal: Terminal, error: object): void {
  terminal.print(`${JSON.stringify({ schema: "ceteris/1", error }, null, 2)}\n`);
}
