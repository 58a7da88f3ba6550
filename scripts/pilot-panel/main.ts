import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { COLUMN_NAMES, makeSyntheticPanel, panelCsv } from "./synthetic-panel.ts";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../../../data/pilot-panel");
const columns = makeSyntheticPanel();
const files = { "panel.csv": panelCsv(columns), "template.csv": `${COLUMN_NAMES.join(",")}\n` };
for (const [name, text] of Object.entries(files)) {
  if (!process.argv.includes("--check")) writeFileSync(join(folder, name), text);
  else if (readFileSync(join(folder, name), "utf8") !== text) {
    console.error(`${name} differs from what the generator writes`);
    process.exitCode = 1;
  }
}
