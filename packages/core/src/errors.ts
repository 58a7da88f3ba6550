/** Every code an error can carry. The text of each has a test of its own. */
export type ErrorCode =
  | "FILE_NOT_FOUND"
  | "FILE_UNREADABLE"
  | "FORMAT_UNKNOWN"
  | "FONT_MISSING"
  | "OUTPUT_NOT_WRITABLE"
  | "OUTPUT_IN_USE"
  | "TABLE_EMPTY"
  | "ROW_LENGTH"
  | "DUPLICATE_COLUMN"
  | "UNKNOWN_COLUMN"
  | "NOT_NUMERIC"
  | "NOT_FINITE"
  | "VALUE_TOO_LARGE"
  | "MISSING_KEY"
  | "DUPLICATE_ROW"
  | "TREATMENT_MISSING"
  | "TREATMENT_NOT_BINARY"
  | "GROUP_NOT_CONSTANT"
  | "COHORT_NOT_CONSTANT"
  | "COHORT_UNKNOWN_TIME"
  | "NO_TREATED"
  | "NO_UNTREATED"
  | "ALL_ALWAYS_TREATED"
  | "BASE_NOT_OBSERVED"
  | "EMPTY_SAMPLE"
  | "TOO_FEW_ROWS"
  | "TREATMENT_ABSORBED"
  | "NO_VARIATION"
  | "OUTCOME_NOT_BINARY"
  | "OUTCOME_NEGATIVE"
  | "WEIGHTS_INVALID"
  | "TOO_FEW_CLUSTERS"
  | "SEPARATION"
  | "NOT_CONVERGED"
  | "CALIPER_REQUIRED"
  | "NOTHING_MATCHED"
  | "MOMENTS_INFEASIBLE"
  | "PLACEBO_IMPOSSIBLE"
  | "PANEL_UNBALANCED"
  | "TREATMENT_SWITCHES_OFF"
  | "INDICATOR_CONSTANT"
  | "INDICATOR_MISSING"
  | "INDICATOR_DIRECTION"
  | "INDICATOR_DIVERGENCE"
  | "LOG_UNDEFINED"
  | "FILTER_SYNTAX"
  | "FORMULA_SYNTAX"
  | "OPTION_INVALID"
  | "OPTION_UNSUPPORTED"
  | "STUDY_SYNTAX"
  | "STUDY_KEY"
  | "STUDY_VALUE"
  | "INTERRUPTED";

export interface ErrorParts {
  readonly code: ErrorCode;
  /** File, row, column, option or key. */
  readonly where: string;
  /** What is wrong and which values. A clause without a final stop. */
  readonly what: string;
  /** What the reader can do about it. A sentence without a final stop. */
  readonly mend: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * The one error of the project: something in the user's data, options or study file.
 *
 * Its message reads `where: what. mend.`; any other exception is a defect of the program.
 */
export class CeterisError extends Error {
  readonly code: ErrorCode;
  readonly where: string;
  readonly what: string;
  readonly mend: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(parts: ErrorParts) {
    super(`${parts.where}: ${parts.what}. ${parts.mend}${/[?.]$/.test(parts.mend) ? "" : "."}`);
    this.name = "CeterisError";
    this.code = parts.code;
    this.where = parts.where;
    this.what = parts.what;
    this.mend = parts.mend;
    this.details = parts.details ?? {};
  }
}

/** Names a list in a message: the first few, then how many more. */
export function nameSome(values: readonly (string | number)[], most = 5): string {
  const shown = values.slice(0, most).join(", ");
  return values.length > most ? `${shown} and ${values.length - most} more` : shown;
}
