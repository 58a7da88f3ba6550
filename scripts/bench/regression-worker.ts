import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { definePanel, fromColumns, twfe } from "ceteris";

/** This side of `pnpm bench --only regression`; the protocol is that of regression.R. */
const folder = process.argv[2]!;
const doubles = (name: string) => new Float64Array(bytes(name));
const integers = (name: string) => Float64Array.from(new Int32Array(bytes(name)));

const table = fromColumns({
  unit: integers("unit"),
  time: integers("time"),
  ...Object.fromEntries(["d", "y", "x1", "x2", "x3"].map((name) => [name, doubles(name)])),
});
const inputKb = (table.nRows * table.columns.size * 8) / 1024;
process.stdout.write("ready\n");

for await (const line of createInterface({ input: process.stdin })) {
  const repeats = Number(line);
  const before = process.memoryUsage.rss() / 1024;
  const start = performance.now();
  let panelSeconds = 0;
  let found: ReturnType<typeof estimate> | undefined;
  for (let i = 0; i < repeats; i++) {
    const begun = performance.now();
    const panel = definePanel(table, { unit: "unit", time: "time", treatment: { treat: "d" } });
    panelSeconds += (performance.now() - begun) / 1000 / repeats;
    found = estimate(panel);
  }
  const seconds = (performance.now() - start) / 1000 / repeats;
  const did = found!.estimates[0]!;
  const answer = {
    seconds,
    panelSeconds,
    estimate: did.estimate,
    stdError: did.stdError,
    peakKb: process.resourceUsage().maxRSS,
    loadedKb: before,
    inputKb,
  };
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

function estimate(panel: ReturnType<typeof definePanel>) {
  return twfe(panel, { outcome: "y", controls: ["x1", "x2", "x3"] });
}

function bytes(name: string): ArrayBuffer {
  const file = readFileSync(join(folder, `${name}.bin`));
  return file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
}
