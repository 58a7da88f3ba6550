import { basename } from "node:path";
import { VERSION, type Warning } from "@ceteris/core";
import type { StudyContext } from "../context.ts";
import type { StudyFile } from "../file/read-study.ts";
import type { StudyResults } from "../results.ts";

/** The JSON document of a run. */
export function resultsDocument(
  file: StudyFile,
  context: StudyContext,
  results: StudyResults,
  warnings: readonly Warning[],
): object {
  const { source } = context.panel.table;
  return {
    schema: "ceteris/1",
    command: "run",
    version: VERSION,
    data: { file: basename(source.name), sha256: source.sha256, nRows: source.nRowsRead },
    ...results,
    spec: { study: file.name, ...file.study, seed: context.seed },
    warnings,
  };
}
