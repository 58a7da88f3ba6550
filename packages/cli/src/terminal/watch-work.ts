import { driveWork, type Work } from "@ceteris/core";
import { listenForInterrupt } from "./listen-for-interrupt.ts";
import { progressLine } from "./progress-line.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Does long work with its progress on the last line of the screen. The first interrupt stops it, and what
 * was done is the result.
 *
 * @param name what is counted, such as "draws"
 */
export async function watchWork<Result>(
  terminal: Terminal,
  name: string,
  work: Work<Result>,
): Promise<{ readonly result: Result; readonly interrupted: boolean }> {
  const line = progressLine(terminal);
  const interrupt = listenForInterrupt(terminal, () => {
    line.clear();
    return `interrupted: keeping the ${name} done …`;
  });
  try {
    const result = await driveWork(work, {
      onProgress: (progress) => line.show(name, progress),
      isInterrupted: interrupt.seen,
    });
    return { result, interrupted: interrupt.seen() };
  } finally {
    line.clear();
    interrupt.stop();
  }
}
