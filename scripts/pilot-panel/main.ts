// Writes data/pilot-panel and prints what the toolkit finds in it beside the printed figures.
// With --check it writes nothing and fails if a file differs from what it would write.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseDelimited } from "ceteris";
import { measure } from "./measure.ts";
import { comparison, withGenerated } from "./readme.ts";
import { COLUMN_NAMES, makeSyntheticPanel, panelCsv } from "./synthetic-panel.ts";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../../../data/pilot-panel");
const current = (name: string) => readFileSync(join(folder, name), "utf8");

const csv = panelCsv(makeSyntheticPanel());
const measured = measure(parseDelimited(csv, "panel.csv"));
const files = {
  "panel.csv": csv,
  "template.csv": `${COLUMN_NAMES.join(",")}\n`,
  "README.md": withGenerated(current("README.md"), csv, measured),
};
for (const [name, text] of Object.entries(files)) {
  if (!process.argv.includes("--check")) writeFileSync(join(folder, name), text);
  else if (current(name) !== text) {
    console.error(`data/pilot-panel/${name} differs from what the generator writes: run npm run generate`);
    process.exitCode = 1;
  }
}
console.log(comparison(measured));
