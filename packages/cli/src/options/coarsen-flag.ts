import { CeterisError } from "@ceteris/core";
import type { Coarseness } from "@ceteris/did";

/** A parser of `gdp=4,population=10/20/50` (bins, or cut points) for commander; given again it adds. */
export function coarsenFlag(flag: string) {
  return (text: string, before: Readonly<Record<string, Coarseness>> = {}): Record<string, Coarseness> => {
    const entries = text.split(/[,，]/).map((part): [string, Coarseness] => {
      const at = part.lastIndexOf("=");
      const numbers = part
        .slice(at + 1)
        .replace(/\/$/, "")
        .split("/")
        .map((number) => (number.trim() === "" ? Number.NaN : Number(number)));
      if (at < 1 || numbers.some(Number.isNaN)) throw unreadable(flag, part);
      return [part.slice(0, at).trim(), part.includes("/") ? numbers : numbers[0]!];
    });
    return { ...before, ...Object.fromEntries(entries) };
  };
}

function unreadable(flag: string, part: string): CeterisError {
  return new CeterisError({
    code: "OPTION_INVALID",
    where: flag,
    what: `“${part}” does not say how coarse a column is to be`,
    mend: `Give a number of bins, as in ${flag} gdp=4, or cut points, as in ${flag} gdp=10/20/50; one cut point ends with a stroke, gdp=10/`,
  });
}
