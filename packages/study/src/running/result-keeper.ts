import { createHash } from "node:crypto";
import { VERSION } from "@ceteris/core";
import type { OutputFolder } from "../output/folder.ts";
import type { StepContext } from "../steps/step.ts";

/** A result that outlives an interrupted run. */
export interface Kept {
  /** What an earlier run left, or null. */
  recall(): Promise<unknown>;
  remember(result: unknown): Promise<void>;
}

/**
 * Keeps what a step and its parts have found, under their names and a key of all that they follow from: the
 * version, the data by name and bytes wherever they lie, and every setting that the step can see.
 */
export function resultKeeper(output: OutputFolder, { panel, study }: StepContext): (name: string) => Kept {
  const { sha256, name } = panel.table.source;
  const { file, dictionary, ...reading } = study.data;
  const key = createHash("sha256")
    .update(JSON.stringify([VERSION, sha256, name, { ...study, data: reading }]))
    .digest("hex");
  return (part) => ({
    recall: () => (sha256 === null ? Promise.resolve(null) : output.recall(part, key)),
    remember: (result) => output.remember(part, key, result),
  });
}
