import { CeterisError } from "@ceteris/core";
import { encodingName } from "./encoding-of.ts";
import type { BadPlace } from "./transcoded.ts";

const NAME_IT = "name the right one with --encoding (in a study, data.encoding)";
const AS_UTF8 = "Save the file as UTF-8 (in Excel: CSV UTF-8)";

/** Bytes that are neither UTF-8 nor what they look like. */
export function neitherEncoding(
  name: string,
  notUtf8At: number,
  encoding: string,
  place: BadPlace,
): CeterisError {
  if (encoding === "utf-8") {
    return refused(
      name,
      `the text is UTF-8, but at ${placed(place)} a character is damaged or cut off`,
      "Correct the cell, and look for others like it where texts were cut to a width",
      place.byte,
    );
  }
  return refused(
    name,
    `the text is neither UTF-8 (byte ${notUtf8At} does not fit) nor ${encodingName(encoding)} (${placed(place)} does not)`,
    `${AS_UTF8}, and correct what does not show as it should; or, if its encoding is another, ${NAME_IT}`,
    notUtf8At,
  );
}

export function senselessText(name: string, notUtf8At: number): CeterisError {
  return refused(
    name,
    `the text is not UTF-8 (byte ${notUtf8At} does not fit), and makes no sense in GB18030, Big5, Shift-JIS, EUC-KR or Windows-1252`,
    `${AS_UTF8}, or, if you know its encoding, ${NAME_IT}`,
    notUtf8At,
  );
}

export function notAsDeclared(name: string, encoding: string, place: BadPlace): CeterisError {
  return refused(
    name,
    `the text is not ${encodingName(encoding)}, which was given as its encoding (${placed(place)} does not fit)`,
    "Leave the encoding out to have it found, or give another",
    place.byte,
  );
}

export function notAsMarked(name: string, encoding: string, { byte }: BadPlace): CeterisError {
  return refused(
    name,
    `the byte order mark says ${encodingName(encoding)}, but the text after byte ${byte - 1} is not`,
    AS_UTF8,
    byte,
  );
}

function placed({ byte, line }: BadPlace): string {
  return line === null ? `byte ${byte}` : `byte ${byte} in line ${line}`;
}

function refused(where: string, what: string, mend: string, byte: number): CeterisError {
  return new CeterisError({ code: "FILE_UNREADABLE", where, what, mend, details: { byte } });
}
