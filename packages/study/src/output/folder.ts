import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CeterisError } from "@ceteris/core";

const PARTIAL = ".partial";

/**
 * The folder of a study's results. Files are written under `.partial` and moved into place when
 * finished, so that a reader never sees half a file; what an interrupted run has computed stays there
 * for the next.
 */
export interface OutputFolder {
  readonly path: string;
  /** Writes a file, atomically. */
  write(name: string, text: string): Promise<void>;
  /** A result an interrupted run left under this key, or null. */
  recall(name: string, key: string): Promise<unknown>;
  remember(name: string, key: string, result: unknown): Promise<void>;
  /** Removes what is left of interrupted runs, and files an earlier run wrote that this one did not. */
  finish(): Promise<void>;
}

/** Makes the folder if need be. @throws OUTPUT_NOT_WRITABLE, before anything is computed */
export async function openOutput(path: string): Promise<OutputFolder> {
  const partial = join(path, PARTIAL);
  await attempt(path, async () => {
    await mkdir(partial, { recursive: true });
    await writeFile(join(partial, "probe"), "");
    await rm(join(partial, "probe"));
  });
  const written = new Set<string>();
  const put = async (name: string, text: string) => {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await mkdir(dirname(join(partial, name)), { recursive: true });
    await writeFile(join(partial, name), text);
    await rename(join(partial, name), join(path, name));
  };
  return {
    path,
    async write(name, text) {
      await attempt(path, () => put(name, text));
      written.add(name);
    },
    async recall(name, key) {
      const kept = await readJson(join(partial, `${name}.json`));
      return kept?.key === key ? kept.result : null;
    },
    async remember(name, key, result) {
      await attempt(path, () => writeFile(join(partial, `${name}.json`), JSON.stringify({ key, result })));
    },
    async finish() {
      await attempt(path, async () => {
        const before = (await readJson(join(path, "files.json"))) as { files?: string[] } | null;
        const stale = (before?.files ?? []).filter((name) => !written.has(name) && inside(name));
        for (const name of stale) await rm(join(path, name), { force: true });
        await put("files.json", `${JSON.stringify({ files: [...written].sort() }, null, 2)}\n`);
        await rm(partial, { recursive: true, force: true });
      });
    },
  };
}

/** Only plain names below the folder: the list could have been edited. */
function inside(name: unknown): boolean {
  return typeof name === "string" && /^[\w-]+(\/[\w-]+)*(\.[\w-]+)+$/.test(name);
}

// biome-ignore lint/suspicious/noExplicitAny: what a file holds is not known
async function readJson(path: string): Promise<any> {
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    return null;
  }
}

async function attempt(path: string, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code;
    if (reason === undefined) throw error;
    throw new CeterisError({
      code: "OUTPUT_NOT_WRITABLE",
      where: path,
      what: `the results cannot be written there (${reason})`,
      mend: "Choose another folder with --out-dir, or give yourself the right to write in this one",
    });
  }
}
