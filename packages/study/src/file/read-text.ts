import { readFile } from "node:fs/promises";
import { CeterisError } from "@ceteris/core";

/** A text file. @throws FILE_NOT_FOUND, FILE_UNREADABLE */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new CeterisError({
      code: missing ? "FILE_NOT_FOUND" : "FILE_UNREADABLE",
      where: path,
      what: missing
        ? "there is no such file"
        : `it cannot be read (${(error as NodeJS.ErrnoException).code})`,
      mend: missing ? "Check the path and the folder you are in" : "Check that it is a file you may read",
    });
  }
}
