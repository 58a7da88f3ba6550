import type { Warning } from "@ceteris/core";

/** MISSING_KINDS: kinds of missing values are told apart here, because all of them become missing. */
export function missingKinds(
  column: string,
  what: string,
  kinds: readonly { readonly kind: string; readonly count: number }[],
): Warning[] {
  if (kinds.length === 0) return [];
  return [
    {
      code: "MISSING_KINDS",
      message: `Column “${column}” has ${what} (${kinds.map(({ kind, count }) => `${kind}: ${count}`).join(", ")}); all of them are missing here. If a kind has a meaning of its own, recode it before.`,
      details: { column, kinds },
    },
  ];
}
