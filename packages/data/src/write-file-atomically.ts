import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { CeterisError } from "@ceteris/core";

/**
 * Writes a file so that a reader never sees half of it: into a temporary file of the same folder, which
 * then takes the name. A file that was there keeps its content until then. The folder must exist.
 * Content in pieces is written as they come.
 *
 * @throws OUTPUT_NOT_WRITABLE
 * @example
 * await writeFileAtomically("out/table.csv", tableToCsv(table));
 */
export async function writeFileAtomically(
  path: string,
  content: string | Uint8Array | Iterable<Uint8Array>,
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomUUID().slice(0, 8)}.tmp`);
  try {
    const file = await open(temporary, "wx");
    try {
      if (typeof content === "string" || content instanceof Uint8Array) await file.writeFile(content);
      else for (const piece of content) await file.writeFile(piece);
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw outputError(path, error);
  }
}

/** Says in the user's terms why something could not be written; other exceptions pass through. */
export function outputError(path: string, error: unknown): unknown {
  const { code, syscall } = (error ?? {}) as { code?: unknown; syscall?: unknown };
  if (typeof code !== "string") return error;
  const known = REASONS[code] ?? (syscall === undefined ? null : unforeseen(code));
  if (!known) return error;
  return new CeterisError({
    code: "OUTPUT_NOT_WRITABLE",
    where: path,
    what: known[0],
    mend: known[1],
    details: { reason: code },
  });
}

const REASONS: Readonly<Record<string, readonly [string, string]>> = {
  EACCES: [
    "you are not allowed to write here",
    "Choose another folder, or change the permissions of this one",
  ],
  EPERM: [
    "you are not allowed to write here",
    "Choose another folder, or change the permissions of this one",
  ],
  EROFS: ["this disk can only be read", "Choose a folder on another disk"],
  ENOENT: ["the folder does not exist", "Make the folder first, or check its name"],
  ENOTDIR: ["a part of this path is a file, not a folder", "Choose another folder, or rename that file"],
  EISDIR: ["there is a folder of this name", "Choose another file name"],
  EEXIST: [
    "there is a file of this name where a folder is needed",
    "Choose another folder, or rename that file",
  ],
  ENOTEMPTY: ["there is a folder of this name", "Choose another file name"],
  ENOSPC: ["the disk is full", "Make room, or choose a folder on another disk"],
  EDQUOT: ["your share of the disk is full", "Make room, or choose a folder on another disk"],
  ENAMETOOLONG: ["the name is too long", "Choose a shorter name"],
  EFBIG: [
    "the file would be larger than is allowed here",
    "Raise the limit (ulimit -f), or choose a folder on another disk",
  ],
  EBUSY: ["another program holds this file", "Close it there and run again"],
};

function unforeseen(code: string): readonly [string, string] {
  return [
    `the system refused to write here (${code})`,
    "Choose another folder, or ask who looks after the disk",
  ];
}
