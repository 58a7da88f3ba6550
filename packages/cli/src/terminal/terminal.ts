import pc from "picocolors";
import { EXIT } from "../exit.ts";

type Colours = ReturnType<typeof pc.createColors>;

/** Where the program speaks: nothing else writes to standard output or standard error. */
export interface Terminal {
  /** Results, to standard output. */
  print(text: string): void;
  /** Progress, warnings and errors, to standard error. */
  say(text: string): void;
  /** Columns of the screen that `say` reaches; null when it goes to a file or a pipe. */
  readonly width: number | null;
  /** Columns of the screen that `print` reaches. */
  readonly printWidth: number | null;
  /** Colours of `say`; plain text where there is no screen. */
  readonly colours: Colours;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    // A reader such as `head` that has seen enough is no mistake, and the command ends as it would have.
    if (error.code === "EPIPE") return;
    stderr.write(`error standard output: it cannot be written (${error.code ?? error.message})\n`);
    process.exit(EXIT.input);
  });
  stderr.on("error", () => {});
  const coloured = Boolean(stderr.isTTY) && !env.NO_COLOR && env.TERM !== "dumb";
  return {
    print: (text) => void stdout.write(text),
    say: (text) => void stderr.write(text),
    width: stderr.isTTY ? stderr.columns : null,
    printWidth: stdout.isTTY ? stdout.columns : null,
    colours: pc.createColors(coloured),
  };
}
