import type { TimedProgress } from "@ceteris/core";
import type { Terminal } from "./terminal.ts";

/** Work that ends sooner shows no progress. */
const patience = 1;

/** A line on a screen that is written over as work goes on; nothing where standard error is a file or a pipe. */
export function progressLine({ say, width, colours }: Terminal) {
  let shown = false;
  return {
    show(name: string, { done, total, seconds, secondsLeft }: TimedProgress): void {
      if (width === null || seconds < patience) return;
      const left = secondsLeft === null ? "" : `, ${durationText(secondsLeft)} left`;
      const text = `${name}: ${done.toLocaleString("en")} of ${total.toLocaleString("en")}${left}`;
      // A screen that does not tell its width says 0.
      say(`\r${colours.dim(width > 1 ? text.slice(0, width - 1) : text)}\x1b[K`);
      shown = true;
    },
    clear(): void {
      if (shown) say("\r\x1b[K");
      shown = false;
    },
  };
}

/** A time in its two largest units: 12 s, 3 min 20 s, 2 h 5 min. */
export function durationText(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${whole % 60} s` : `${whole} s`;
}
