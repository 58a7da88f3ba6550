import { existsSync, statSync } from "node:fs";
import { mkdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { outputError } from "@ceteris/data";
import { lockFolder } from "./lock-folder.ts";

const PARTIAL = ".partial";
const FINISHED = "finished";
const NEW = "new";

/**
 * The folder of a study's results. Files are written under `.partial` and moved into place when all
 * are there, so that a reader never sees half a file; the steps that an interrupted run has finished
 * stay there for the next.
 */
export interface OutputFolder {
  readonly path: string;
  /** Writes a file under `.partial`. */
  write(name: string, content: string | Uint8Array): Promise<void>;
  /** A result an interrupted run left under this key, or null. */
  recall(name: string, key: string): Promise<unknown>;
  remember(name: string, key: string, result: unknown): Promise<void>;
  /** Moves the files into place, and removes `.partial` and what an earlier run wrote and this one did not. */
  finish(): Promise<void>;
  /** Gives the folder free for other runs; results that were remembered stay for the next. */
  close(): Promise<void>;
  /** Gives it free and leaves it as it was before, or removes it if it was made. */
  abandon(): Promise<void>;
}

/**
 * Makes the folder if need be, and keeps it for this run.
 *
 * @throws OUTPUT_NOT_WRITABLE, OUTPUT_IN_USE; before anything is computed
 */
export async function openOutput(path: string): Promise<OutputFolder> {
  const partial = join(path, PARTIAL);
  const finished = join(partial, FINISHED);
  const fresh = join(partial, NEW);
  const made = await attempt(path, () => makeFolders(path));
  const free = await attempt(path, () => lockFolder(path));
  const remove = (folder: string) => rm(folder, { recursive: true, force: true }).catch(() => {});
  const close = async () => {
    await remove(fresh);
    await free();
  };
  const abandon = async () => {
    await remove(partial);
    await free();
    if (made !== undefined) await removeEmpty(path, dirname(made));
  };
  try {
    await attempt(path, async () => {
      await rm(fresh, { recursive: true, force: true });
      await mkdir(finished, { recursive: true });
      await mkdir(fresh);
    });
  } catch (error) {
    await abandon();
    throw error;
  }
  const written = new Set<string>();
  const put = async (name: string, content: string | Uint8Array) => {
    await mkdir(dirname(join(fresh, name)), { recursive: true });
    await writeFile(join(fresh, name), content);
    written.add(name);
  };
  return {
    path,
    write: (name, content) => attempt(path, () => put(name, content)),
    async recall(name, key) {
      const kept = await readJson(join(finished, `${name}.json`));
      return kept?.key === key ? kept.result : null;
    },
    async remember(name, key, result) {
      const file = join(finished, `${name}.json`);
      await attempt(path, async () => {
        await writeFile(`${file}.half`, JSON.stringify({ key, result }));
        await rename(`${file}.half`, file);
      });
    },
    finish: () =>
      attempt(path, async () => {
        const before = (await readJson(join(path, "files.json"))) as { files?: string[] } | null;
        const stale = (before?.files ?? []).filter((name) => inside(name) && !written.has(name));
        await put("files.json", `${JSON.stringify({ files: [...written].sort() }, null, 2)}\n`);
        for (const name of written) {
          await mkdir(dirname(join(path, name)), { recursive: true });
          await rename(join(fresh, name), join(path, name));
        }
        for (const name of stale) await rm(join(path, name), { force: true });
        await rm(partial, { recursive: true, force: true });
      }),
    close,
    abandon,
  };
}

/**
 * Makes a folder and what is missing above it; returns the first that was made. Node's own recursive
 * mkdir never returns where a folder cannot be made, as below /proc.
 */
async function makeFolders(path: string): Promise<string | undefined> {
  const missing: string[] = [];
  for (let folder = path; !existsSync(folder); folder = dirname(folder)) missing.unshift(folder);
  for (const folder of missing) {
    await mkdir(folder).catch((error) => {
      // Another run may have made it at this moment.
      if (!isFolder(folder)) throw error;
    });
  }
  return missing[0];
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Removes empty folders from `path` up to, and without, `end`. */
async function removeEmpty(path: string, end: string): Promise<void> {
  for (let folder = path; folder !== end && folder !== dirname(folder); folder = dirname(folder)) {
    try {
      await rmdir(folder);
    } catch {
      return;
    }
  }
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

async function attempt<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw outputError(path, error);
  }
}
