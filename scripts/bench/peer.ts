import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";

/** A process that has loaded its data and answers each line with one line of JSON. */
export interface Peer {
  ask(line: string): Promise<Record<string, unknown>>;
  stop(): void;
}

/** Starts a peer and waits until it has loaded its data. */
export async function startPeer(command: string, args: readonly string[]): Promise<Peer> {
  const child = spawn(command, args) as ChildProcessWithoutNullStreams;
  child.stderr.pipe(process.stderr);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${command} ${args.join(" ")} ended early`);
    return value as string;
  };
  await next();
  return {
    ask: async (line) => {
      child.stdin.write(`${line}\n`);
      return JSON.parse(await next()) as Record<string, unknown>;
    },
    stop: () => child.stdin.end(),
  };
}

/** Whether R is there with a package. */
export function hasR(name: string): boolean {
  const found = spawnSync("Rscript", ["-e", `cat(requireNamespace("${name}", quietly = TRUE))`]);
  return found.status === 0 && found.stdout.toString().includes("TRUE");
}
