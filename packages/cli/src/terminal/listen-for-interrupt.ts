import { EXIT } from "../exit.ts";
import type { Terminal } from "./terminal.ts";

/** The first interrupt is noted and answered with a line; a second one ends the program at once. */
export function listenForInterrupt({ say }: Terminal, answer: () => string) {
  let seen = false;
  const listen = () => {
    if (seen) process.exit(EXIT.interrupted);
    seen = true;
    say(`${answer()}\n`);
  };
  process.on("SIGINT", listen);
  process.on("SIGTERM", listen);
  return {
    seen: () => seen,
    stop: () => {
      process.off("SIGINT", listen);
      process.off("SIGTERM", listen);
    },
  };
}
