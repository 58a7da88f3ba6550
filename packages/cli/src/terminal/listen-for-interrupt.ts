import { EXIT } from "../exit.ts";
import type { Terminal } from "./terminal.ts";

/** The first interrupt ends the run after the step at work; a second one ends it at once. */
export function listenForInterrupt({ say }: Terminal) {
  let seen = false;
  const listen = () => {
    if (seen) process.exit(EXIT.interrupted);
    seen = true;
    say("interrupting after this step …\n");
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
