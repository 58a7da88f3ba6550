import { basename, dirname, resolve } from "node:path";
import { openFonts } from "@ceteris/report";
import { parseYaml } from "./parse-yaml.ts";
import { readText } from "./read-text.ts";
import { type Published, publishedSchema } from "./schema/published-schema.ts";
import { type Study, studySchema } from "./schema/study-schema.ts";

/** A study file with its paths made absolute. */
export interface StudyFile {
  readonly study: Study;
  /** File name of the study, for messages. */
  readonly name: string;
  /** What the file holds, for messages: `placeError` finds the line of a mistake in it. */
  readonly text: string;
  readonly data: string;
  readonly dictionary: string | null;
  readonly published: { readonly name: string; readonly figures: Published } | null;
  readonly output: string;
  readonly fonts: readonly string[];
}

/** What a caller may set in place of the study file's own; paths from the current folder. */
export interface StudyOverrides {
  readonly data?: string | undefined;
  readonly output?: string | undefined;
  readonly seed?: number | undefined;
}

/**
 * Reads and checks a study file.
 *
 * @throws FILE_NOT_FOUND, FILE_UNREADABLE (a font that is none), STUDY_SYNTAX, STUDY_KEY, STUDY_VALUE
 */
export async function readStudy(path: string, overrides: StudyOverrides = {}): Promise<StudyFile> {
  const name = basename(path);
  const text = await readText(path);
  const read = parseYaml(text, name, studySchema);
  const beside = (other: string) => resolve(dirname(path), other);
  const fonts = (read.fonts ?? []).map(beside);
  // Better now than after everything is computed.
  if (fonts.length > 0) await openFonts({ files: fonts });
  const printed = read.published ? beside(read.published) : null;
  return Object.freeze({
    study: overrides.seed === undefined ? read : { ...read, seed: overrides.seed },
    name,
    text,
    data: overrides.data === undefined ? beside(read.data.file) : dataPath(overrides.data),
    dictionary: read.data.dictionary ? beside(read.data.dictionary) : null,
    published: printed
      ? {
          name: basename(printed),
          figures: parseYaml(await readText(printed), basename(printed), publishedSchema),
        }
      : null,
    output: overrides.output === undefined ? beside(read.output ?? "output") : resolve(overrides.output),
    fonts,
  });
}

function dataPath(given: string): string {
  return given === "-" ? given : resolve(given);
}
