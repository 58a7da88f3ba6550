import { existsSync } from "node:fs";
import { join } from "node:path";
import { CeterisError } from "@ceteris/core";
import { writeFileAtomically } from "@ceteris/data";
import { readJson } from "./read-json.ts";

const LIST = "files.json";

/** What runs have written into a folder. */
export async function listedFiles(folder: string): Promise<readonly string[]> {
  const list = (await readJson(join(folder, LIST))) as { files?: unknown } | null;
  return Array.isArray(list?.files) ? list.files.filter(isInside) : [];
}

export function writeList(folder: string, files: readonly string[]): Promise<void> {
  return writeFileAtomically(join(folder, LIST), `${JSON.stringify({ files }, null, 2)}\n`);
}

/** A file of somebody else's is not written over. @throws OUTPUT_NOT_WRITABLE */
export function refuseOthers(folder: string, names: readonly string[], listed: readonly string[]): void {
  const other = names.find((name) => !listed.includes(name) && existsSync(join(folder, name)));
  if (other === undefined) return;
  throw new CeterisError({
    code: "OUTPUT_NOT_WRITABLE",
    where: join(folder, other),
    what: "this file is there already, and no run has written it",
    mend: "Choose another folder with --output, or move the file away",
  });
}

/** Plain names below the folder and nothing else: the list could have been edited. */
function isInside(name: unknown): name is string {
  return typeof name === "string" && name.split("/").every((part) => /^[^.\\:][^\\:]*$/.test(part));
}
