import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach } from "vitest";

export const castle = fileURLToPath(new URL("../../../data/castle/castle.csv", import.meta.url));

/**
 * Gives each test of a file a folder, and writes studies of the castle panel into it, with results beside.
 *
 * @returns a function of the lines below `steps:` and of more keys of the model that writes a study and
 *   gives its path
 */
export function castleStudies(): (steps: string, model?: string) => string {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ceteris-castle-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  return (steps, model = "") => {
    const path = join(folder, "study.yaml");
    writeFileSync(
      path,
      `data: { file: ${castle} }
output: results
panel: { unit: state, time: year, treatment: { cohort: cohort } }
model: { outcome: l_homicide, controls: [poverty]${model} }
steps:
${steps}
`,
    );
    return path;
  };
}
