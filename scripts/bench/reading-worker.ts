import { createInterface } from "node:readline";
import { readTable } from "ceteris";

/** This side of `pnpm bench --only reading`: reads the file named by each line. The protocol is that of reading.R. */
process.stdout.write("ready\n");
for await (const path of createInterface({ input: process.stdin })) {
  const start = performance.now();
  const { nRows } = await readTable(path);
  const seconds = (performance.now() - start) / 1000;
  process.stdout.write(`${JSON.stringify({ seconds, nRows, peakKb: process.resourceUsage().maxRSS })}\n`);
}
