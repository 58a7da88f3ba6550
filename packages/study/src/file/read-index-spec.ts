import { basename } from "node:path";
import { CeterisError } from "@ceteris/core";
import { parse } from "yaml";
import type { z } from "zod";
import { nestsTooDeeply, parseYaml } from "./parse-yaml.ts";
import { readText } from "./read-text.ts";
import { indexSpecSchema, indicatorsSchema } from "./schema/index-schema.ts";
import { studySchema } from "./schema/study-schema.ts";

/** Options of an index as a file gives them. */
export type IndexSpec = Omit<z.infer<typeof indexSpecSchema>, "name" | "label">;

/**
 * Reads the specification of an index from YAML or JSON: a list of indicators, an object with
 * `indicators` and any option of an index, or a study file with an index.
 *
 * @throws FILE_NOT_FOUND, STUDY_SYNTAX, STUDY_KEY, STUDY_VALUE
 */
export async function readIndexSpec(path: string): Promise<IndexSpec> {
  const text = await readText(path);
  const name = basename(path);
  switch (shapeOf(text)) {
    case "list":
      return { indicators: parseYaml(text, name, indicatorsSchema) };
    case "study":
      return withoutName(ofStudy(parseYaml(text, name, studySchema), name));
    default:
      return withoutName(parseYaml(text, name, indexSpecSchema));
  }
}

/** What a file seems to hold; a broken one is left for parseYaml to complain about. */
function shapeOf(text: string): "list" | "study" | "spec" {
  if (nestsTooDeeply(text)) return "spec";
  try {
    const value: unknown = parse(text, { maxAliasCount: 100, logLevel: "silent" });
    if (Array.isArray(value)) return "list";
    return typeof value === "object" && value !== null && "model" in value ? "study" : "spec";
  } catch {
    return "spec";
  }
}

function ofStudy({ index }: z.infer<typeof studySchema>, name: string) {
  if (index) return index;
  throw new CeterisError({
    code: "STUDY_VALUE",
    where: name,
    what: "this study has no index",
    mend: "Add an index section, or name a file that lists indicators",
  });
}

function withoutName(spec: z.infer<typeof indexSpecSchema>): IndexSpec {
  const { name: _name, label: _label, ...rest } = spec;
  return rest;
}
