import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { CeterisError, type Language } from "@ceteris/core";
import { outputError, writeFileAtomically } from "@ceteris/data";
import { makeFolders } from "../output/make-folders.ts";
import { starterData } from "./starter-data.ts";
import { starterStudy } from "./starter-study.ts";

/**
 * Writes a commented study file and a small data set to start from into a folder, which is made where it
 * does not exist. Files that are there are never written over.
 *
 * @returns the paths written, the study file first
 * @throws OUTPUT_NOT_WRITABLE (a file of that name is there, or the folder cannot be written to)
 * @example
 * const [study] = await writeStarter("my-study", { lang: "zh" });
 * await runStudy(await readStudy(study));
 */
export async function writeStarter(
  folder: string,
  { lang = "en" }: { readonly lang?: Language | undefined } = {},
): Promise<readonly [string, string]> {
  const study = join(folder, "study.yaml");
  const data = join(folder, "panel.csv");
  for (const path of [study, data]) await refuseExisting(path);
  try {
    await makeFolders(resolve(folder));
  } catch (error) {
    throw outputError(folder, error);
  }
  await writeFileAtomically(data, starterData());
  await writeFileAtomically(study, starterStudy(lang));
  return [study, data];
}

async function refuseExisting(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (!found) return;
  throw new CeterisError({
    code: "OUTPUT_NOT_WRITABLE",
    where: path,
    what: "there is a file of this name already",
    mend: "Choose another folder, or move the file away",
  });
}
