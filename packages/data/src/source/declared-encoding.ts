import { CeterisError, nearestName } from "@ceteris/core";
import { encodingOf } from "./encoding-of.ts";

const USUAL = ["utf-8", "gb18030", "gbk", "big5", "shift_jis", "euc-kr", "windows-1252", "windows-1251"];

/** The encoding that the user names; null when they name none. @throws OPTION_INVALID */
export function declaredEncoding(label: string | undefined): string | null {
  if (label === undefined) return null;
  const encoding = encodingOf(label);
  if (encoding !== null) return encoding;
  const near = nearestName(label.toLowerCase(), USUAL);
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: "encoding",
    what: `“${label}” is not the name of an encoding`,
    mend: near ? `Did you mean “${near}”?` : `Usual ones are ${USUAL.join(", ")}`,
  });
}
