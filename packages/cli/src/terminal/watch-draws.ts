import type { Work } from "@ceteris/core";
import { EXIT } from "../exit.ts";
import type { Terminal } from "./terminal.ts";
import { watchWork } from "./watch-work.ts";

/** Does work that may draw, with its progress on the screen; an interrupt keeps the draws done and is told by the exit code. */
export async function watchDraws<Result>(
  terminal: Terminal,
  setExit: (code: number) => void,
  work: Work<Result>,
): Promise<Result> {
  const { result, interrupted } = await watchWork(terminal, "draws", work);
  if (interrupted) setExit(EXIT.interrupted);
  return result;
}
