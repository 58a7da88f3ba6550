import { isNote } from "../grid/notes.ts";

/** Rows at the end that may be notes. */
export const MOST_NOTES = 200;

/**
 * Of rows at the end with one cell or none: those from the first note on, and blank ones above it.
 *
 * @param tail the text of each row's one cell, empty for none, null for a number
 */
export function trailingNotes(tail: readonly (string | null)[]): readonly (string | null)[] {
  let first = tail.findIndex((text) => text !== null && isNote(text));
  if (first < 0 || tail.length >= MOST_NOTES) return [];
  while (first > 0 && tail[first - 1] === "") first--;
  return tail.slice(first);
}
