// Writes data/pilot-panel and examples/pilot-study/yearbooks, and prints what the toolkit finds in it beside the printed figures.
// With --check it writes nothing and fails if a file differs from what it would write.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseDelimited } from "ceteris";
import { measure } from "./measure.ts";
import { comparison, withGenerated } from "./readme.ts";
import { COLUMN_NAMES, makeSyntheticPanel, panelCsv } from "./synthetic-panel.ts";
import { makeYearbooks } from "./yearbooks.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const folder = "data/pilot-panel";
const current = (name: string) => readFileSync(join(root, name));

const panel = makeSyntheticPanel();
const csv = panelCsv(panel);
const measured = measure(parseDelimited(csv, "panel.csv"));
const texts = {
  [`${folder}/panel.csv`]: csv,
  [`${folder}/template.csv`]: `${COLUMN_NAMES.join(",")}\n`,
  [`${folder}/README.md`]: withGenerated(current(`${folder}/README.md`).toString(), csv, measured),
};
const files = [
  ...Object.entries(texts).map(([name, text]) => [name, Buffer.from(text)] as const),
  ...[...makeYearbooks(panel)].map(
    ([name, bytes]) => [`examples/pilot-study/yearbooks/${name}`, Buffer.from(bytes)] as const,
  ),
];
for (const [name, bytes] of files) {
  if (!process.argv.includes("--check")) writeFileSync(join(root, name), bytes);
  else if (!current(name).equals(bytes)) {
    console.error(`${name} differs from what the generator writes: run npm run generate`);
    process.exitCode = 1;
  }
}
console.log(comparison(measured));
