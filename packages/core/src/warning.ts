/** A remark about data or design that travels with a result. Only the command line prints it. */
export interface Warning {
  /** Stable name in capitals, for example `TREATMENT_ABOVE_CLUSTER`. */
  readonly code: string;
  /** What, where, and the mend, in whole sentences. */
  readonly message: string;
  /** The evidence in numbers. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The remarks of several lists in order, each once. */
export function uniqueWarnings(
  ...lists: readonly (readonly Warning[] | null | undefined)[]
): readonly Warning[] {
  const byText = new Map(lists.flatMap((list) => list ?? []).map((w) => [`${w.code} ${w.message}`, w]));
  return Object.freeze([...byText.values()]);
}
