import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { outputError } from "@ceteris/data";
import { listedFiles, refuseOthers, writeList } from "./file-list.ts";
import { lockFolder } from "./lock-folder.ts";
import { makeFolders, removeEmpty } from "./make-folders.ts";
import { readJson } from "./read-json.ts";

const PARTIAL = ".partial";
const FINISHED = "finished";
const NEW = "new";
/** What every run writes. */
const ALWAYS = ["index.html", "results.json"];

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
  /**
   * Moves the files into place, and removes `.partial` and what an earlier run wrote and this one did not.
   *
   * @throws OUTPUT_NOT_WRITABLE, also where a file is in the way that no run has written
   */
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
      refuseOthers(path, ALWAYS, await listedFiles(path));
      await rm(fresh, { recursive: true, force: true });
      await mkdir(finished, { recursive: true });
      await mkdir(fresh);
    });
  } catch (error) {
    await (made === undefined ? close() : abandon());
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
        const now = [...written].sort();
        const before = await listedFiles(path);
        refuseOthers(path, now, before);
        // First a list of all that may be there: of a run cut off here the next one knows what to remove.
        await writeList(path, [...new Set([...before, ...now])].sort());
        for (const name of now) {
          await mkdir(dirname(join(path, name)), { recursive: true });
          await rename(join(fresh, name), join(path, name));
        }
        for (const name of before) if (!written.has(name)) await rm(join(path, name), { force: true });
        await writeList(path, now);
        await rm(partial, { recursive: true, force: true });
      }),
    close,
    abandon,
  };
}

async function attempt<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw outputError(path, error);
  }
}
