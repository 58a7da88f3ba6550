import { CeterisError } from "@ceteris/core";
import type { ResolvedCovariance } from "./options.ts";

/**
 * The one column that errors which are sums over clusters are clustered by.
 *
 * @param what says whose errors these are, and what they sum
 * @throws OPTION_UNSUPPORTED (any other covariance, or two columns)
 */
export function oneClusterColumn({ type, by }: ResolvedCovariance, what: string): string {
  if (type === "cluster" && by.length === 1) return by[0]!;
  throw new CeterisError({
    code: "OPTION_UNSUPPORTED",
    where: "covariance",
    what: `${type === "cluster" ? "two cluster columns are given" : `“${type}” is given`}, but ${what}`,
    mend: "Leave it out for errors by unit, or give one column to cluster by",
  });
}
