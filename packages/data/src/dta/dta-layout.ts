/** Sizes of fields in bytes, by release of the format: StataCorp, `help dta_113` to `help dta`. */
export interface DtaLayout {
  readonly release: number;
  /** Since 117 the sections stand between tags. */
  readonly tagged: boolean;
  /** Count of variables, of rows, and of a place in the sort order. */
  readonly k: 2 | 4;
  readonly n: 4 | 8;
  readonly sort: 2 | 4;
  /** Names of variables and of sets of value labels, with the final zero. */
  readonly name: number;
  readonly format: number;
  readonly label: number;
  /** Length in front of the label of the data set. */
  readonly dataLabel: 1 | 2;
  /** A reference to a long string is the variable, then the observation. */
  readonly strlVariable: number;
  /** An observation in front of a long string. */
  readonly strlObservation: 4 | 8;
  /** Strings are UTF-8; before, the code page of whoever saved the file. */
  readonly unicode: boolean;
}

const OLD = {
  tagged: false,
  k: 2,
  n: 4,
  sort: 2,
  name: 33,
  label: 81,
  dataLabel: 1,
  strlVariable: 4,
} as const;
const NEW = {
  tagged: true,
  n: 8,
  name: 129,
  format: 57,
  label: 321,
  dataLabel: 2,
  strlObservation: 8,
} as const;

export const DTA_LAYOUTS: readonly DtaLayout[] = [
  { ...OLD, release: 113, format: 12, strlObservation: 4, unicode: false },
  { ...OLD, release: 114, format: 49, strlObservation: 4, unicode: false },
  { ...OLD, release: 115, format: 49, strlObservation: 4, unicode: false },
  { ...OLD, release: 117, format: 49, strlObservation: 4, unicode: false, tagged: true },
  { ...NEW, release: 118, k: 2, sort: 2, strlVariable: 2, unicode: true },
  { ...NEW, release: 119, k: 4, sort: 4, strlVariable: 3, unicode: true },
];

export type DtaType = "byte" | "int" | "long" | "float" | "double" | "strL" | "str";

/** How a variable is stored; `width` in bytes. */
export interface DtaStorage {
  readonly type: DtaType;
  readonly width: number;
}

const NUMBERS: readonly DtaStorage[] = [
  { type: "byte", width: 1 },
  { type: "int", width: 2 },
  { type: "long", width: 4 },
  { type: "float", width: 4 },
  { type: "double", width: 8 },
];

/** The storage that a type code means; null for codes that do not exist. */
export function dtaStorage(code: number, tagged: boolean): DtaStorage | null {
  if (!tagged) return code >= 251 ? NUMBERS[code - 251]! : code >= 1 && code <= 244 ? string(code) : null;
  if (code >= 65526 && code <= 65530) return NUMBERS[65530 - code]!;
  if (code === 32768) return { type: "strL", width: 8 };
  return code >= 1 && code <= 2045 ? string(code) : null;
}

function string(width: number): DtaStorage {
  return { type: "str", width };
}
