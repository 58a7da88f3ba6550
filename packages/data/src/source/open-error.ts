import { readdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import { CeterisError, nearestName } from "@ceteris/core";

/** Says in the user's terms why a path could not be opened; other exceptions pass through. */
export function openError(path: string, error: unknown): unknown {
  const code = (error as { code?: unknown } | null)?.code;
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return notFound(path);
    case "EISDIR":
      return new CeterisError({
        code: "FILE_UNREADABLE",
        where: path,
        what: "this is a folder",
        mend: "Give the name of a file in it",
      });
    case "EACCES":
    case "EPERM":
      return new CeterisError({
        code: "FILE_UNREADABLE",
        where: path,
        what: "you are not allowed to read this file",
        mend: "Change its permissions, or copy it to a folder of your own",
      });
    case "ELOOP":
    case "ENAMETOOLONG":
    case "EIO":
    case "EMFILE":
    case "ENXIO":
    case "ERR_INVALID_ARG_VALUE":
      return new CeterisError({
        code: "FILE_UNREADABLE",
        where: path.replaceAll("\0", "\\0"),
        what: `the file cannot be read (${code})`,
        mend: "Check the name and the disk, or copy the file to another folder",
      });
    default:
      return error;
  }
}

function notFound(path: string): CeterisError {
  const folder = dirname(path);
  const near = nearestName(basename(path), filesIn(folder));
  return new CeterisError({
    code: "FILE_NOT_FOUND",
    where: path,
    what: "there is no such file",
    mend: near
      ? `Did you mean “${folder === "." && !path.startsWith("./") ? near : `${folder}/${near}`}”?`
      : `Check the name and the folder`,
    details: { nearest: near },
  });
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
