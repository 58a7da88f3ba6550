// Draws the pictures of the READMEs anew, from the pilot study: node scripts/docs/images.mjs
// Needs a build (`npm test` or `npx tsc -b`); test/documents.test.ts fails when the pictures are old.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const program = join(root, "packages/cli/bin/ceteris.js");
const study = join(root, "examples/pilot-study/study.yaml");
const images = join(root, "docs/images");
const folder = mkdtempSync(join(tmpdir(), "ceteris-images-"));

mkdirSync(images, { recursive: true });
for (const [lang, name] of [
  ["en", "event-study.svg"],
  ["zh", "event-study.zh.svg"],
]) {
  const args = [program, "run", study, "--lang", lang, "--output", folder];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) {
    console.error(stderr);
    process.exit(status ?? 1);
  }
  copyFileSync(join(folder, "charts/event-study-rebased.svg"), join(images, name));
}
rmSync(folder, { recursive: true });
