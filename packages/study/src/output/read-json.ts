import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";

/** What a file of JSON holds; null where there is none, or it is broken. */
// biome-ignore lint/suspicious/noExplicitAny: what a file holds is not known
export async function readJson(path: string): Promise<any> {
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    return null;
  }
}
