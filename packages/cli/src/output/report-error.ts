import { CeterisError } from "@ceteris/core";
import pc from "picocolors";

/** Exit codes of the program; see the contract in docs/command-line.md. */
export const EXIT = { done: 0, defect: 1, input: 2, strict: 3, interrupted: 130 } as const;

/** Says an error on standard error, and with `--json` as a document on standard output; returns the exit code. */
export function reportError(error: unknown, json: boolean): number {
  if (error instanceof CeterisError) {
    process.stderr.write(`${pc.red("error")} ${error.message}\n`);
    if (json) {
      const { code, what, where, mend } = error;
      process.stdout.write(
        `${JSON.stringify({ schema: "ceteris/1", error: { code, message: what, where, mend } }, null, 2)}\n`,
      );
    }
    return error.code === "INTERRUPTED" ? EXIT.interrupted : EXIT.input;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `${pc.red("defect")} ceteris failed in a way it should not. Please report this, with the command and what follows:\n${text}\n`,
  );
  return EXIT.defect;
}
