import type { Theme } from "@ceteris/report";
import type { Study } from "../file/schema/study-schema.ts";
import type { CHART_FORMATS, REPORT_FORMATS, TABLE_FORMATS } from "./formats.ts";

type Formats<T> = readonly (keyof T)[];

/** The formats a study writes. */
export interface StudyFormats {
  readonly tables: Formats<typeof TABLE_FORMATS>;
  readonly charts: Formats<typeof CHART_FORMATS>;
  readonly report: Formats<typeof REPORT_FORMATS>;
  /** Of the charts' own files. */
  readonly theme: Theme;
}

/** The formats a study file asks for; what it leaves out is written as usual. */
export function studyFormats({ formats }: Pick<Study, "formats">): StudyFormats {
  return {
    tables: unique(formats?.tables ?? ["csv", "md", "html", "tex"]),
    charts: unique(formats?.charts ?? ["svg", "vl.json"]),
    report: unique(formats?.report ?? ["docx"]),
    theme: formats?.theme ?? "print",
  };
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
