import { CeterisError } from "@ceteris/core";

/** FILE_UNREADABLE: the content of a file is damaged, hostile or beyond what its reader takes. */
export function unreadable(
  where: string,
  what: string,
  mend = "Copy or download the file again, or save it anew in the program that made it",
): CeterisError {
  return new CeterisError({ code: "FILE_UNREADABLE", where, what, mend });
}

/** Says in the user's terms that a library gave up on the content; typed errors and lack of memory pass through. */
export function damaged(where: string, format: string, error: unknown): unknown {
  if (error instanceof CeterisError || isOutOfMemory(error)) return error;
  const reason = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").slice(0, 120);
  return unreadable(where, `the ${format} content is damaged (${reason.replace(/\.$/, "")})`);
}

function isOutOfMemory(error: unknown): boolean {
  return (
    error instanceof RangeError &&
    /array (buffer )?allocation|invalid array length|string length/i.test(error.message)
  );
}
