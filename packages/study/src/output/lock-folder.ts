import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { CeterisError } from "@ceteris/core";

const LOCK = ".lock";

/** Who holds a lock. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process began, in the system's own count, which tells it from a later one of the same number. */
  readonly began: string | null;
  /** When the lock was taken. */
  readonly since: string;
}

/**
 * Keeps a folder for one run at a time. A lock whose process is gone, killed or crashed, is taken over.
 *
 * The lock is a folder `.lock` with one file, made aside and moved into place whole: moving fails where another
 * has been faster. The file has a name of its own, so that what is removed as left behind can only be the very
 * lock that was looked at, however many runs look at it at once.
 *
 * @returns what gives the folder free
 * @throws OUTPUT_IN_USE, naming the process
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const lock = join(folder, LOCK);
  const name = randomUUID();
  const aside = join(folder, `${LOCK}-${name}`);
  try {
    await mkdir(aside);
    await writeFile(join(aside, name), JSON.stringify(ourselves()));
    while (!(await moveInto(aside, lock))) {
      for (const entry of await entriesOf(lock)) {
        const holder = await readHolder(join(lock, entry));
        if (holder && mayBeRunning(holder)) throw inUse(folder, lock, holder);
        await rm(join(lock, entry), { force: true });
      }
    }
  } catch (error) {
    await rm(aside, { recursive: true, force: true }).catch(() => {});
    throw error;
  }
  return async () => {
    await rm(join(lock, name), { force: true }).catch(() => {});
    await rmdir(lock).catch(() => {});
  };
}

/** Whether a folder could take its place; not where a folder with anything in it is. */
async function moveInto(aside: string, lock: string): Promise<boolean> {
  // An empty one is nobody's.
  await rmdir(lock).catch(() => {});
  try {
    await rename(aside, lock);
    return true;
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? "";
    if (["ENOTEMPTY", "EEXIST"].includes(reason) || (await entriesOf(lock)).length > 0) return false;
    throw error;
  }
}

/** None where the folder has gone in the meantime. */
async function entriesOf(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch((error) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
}

function ourselves(): Holder {
  return {
    pid: process.pid,
    host: hostname(),
    began: beginOf(process.pid),
    since: new Date().toISOString(),
  };
}

/** What a lock says; null where it is gone, or was cut off by a crash of the machine. */
async function readHolder(path: string): Promise<Holder | null> {
  try {
    const { pid, host, began, since } = JSON.parse(await readFile(path, "utf8"));
    return Number.isInteger(pid) && pid > 0 ? { pid, host, began, since } : null;
  } catch {
    return null;
  }
}

/** Of a process on another machine nothing can be known. */
function mayBeRunning({ pid, host, began }: Holder): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  const now = beginOf(pid);
  return began === null || now === null || began === now;
}

/** When a process began, on Linux in ticks since the machine started; null where that cannot be read. */
function beginOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The second field, a name in brackets, may hold anything.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

function inUse(folder: string, lock: string, { pid, host, since }: Holder): CeterisError {
  const here = host === hostname();
  const time = `${String(since).slice(0, 19).replace("T", " ")} UTC`;
  return new CeterisError({
    code: "OUTPUT_IN_USE",
    where: folder,
    what: `another run is writing there (process ${pid}${here ? "" : ` on ${host}`}, since ${time})`,
    mend: `Wait for it to end, or give this run a folder of its own with --output${here ? "" : `; if it is gone, remove ${lock}`}`,
    details: { pid, host, since },
  });
}
