import { join } from "node:path";
import { createInterface } from "node:readline";
import { definePanel, readTable, wildBootstrap } from "ceteris";

/** This side of `pnpm bench --only wild`; the protocol is that of wild.R. */
const panel = definePanel(await readTable(join(process.argv[2]!, "panel.csv")), {
  unit: "unit",
  time: "time",
  treatment: { treat: "d" },
});
const options = { outcome: "y", controls: ["x1", "x2", "x3"], ...JSON.parse(process.argv[3]!) };
process.stdout.write("ready\n");

for await (const _ of createInterface({ input: process.stdin })) {
  const start = performance.now();
  const { pValue } = wildBootstrap(panel, options).wild;
  process.stdout.write(`${JSON.stringify({ seconds: (performance.now() - start) / 1000, pValue })}\n`);
}
