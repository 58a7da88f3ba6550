import { CeterisError } from "@ceteris/core";

/**
 * Which parts of the bootstrap use the jackknife: none, the residuals that draws are made from (the
 * scores), the variance of the t statistics, or both. WCR-C, -S, -V and -B of MacKinnon, Nielsen and Webb (2023).
 */
export type WildType = "classic" | "score" | "variance" | "both";

export const WILD_TYPES: readonly WildType[] = ["classic", "score", "variance", "both"];

/** @throws OPTION_INVALID when the word is not one of `WILD_TYPES` */
export function requireWildType(type: WildType): void {
  if (WILD_TYPES.includes(type)) return;
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: "wildType",
    what: `“${type}” is not known`,
    mend: `Give one of ${WILD_TYPES.join(", ")}`,
  });
}
