import {
  CeterisError,
  definePanel,
  type IndexResult,
  type Label,
  type Panel,
  type Table,
  toTableOrder,
  withPanelColumn,
} from "@ceteris/core";
import { applyTransforms, filterRows, type ReadOptions, readTable } from "@ceteris/data";
import type { DidOptions } from "@ceteris/did";
import { compositeIndex } from "@ceteris/index";
import { readLabels } from "./file/read-labels.ts";
import type { StudyFile } from "./file/read-study.ts";
import type { Study } from "./file/schema/study-schema.ts";
import { indexOptions } from "./index-options.ts";
import { splitTransforms } from "./split-transforms.ts";

/** Everything the steps of a study share: data read and validated once, the index already a column. */
export interface StudyContext {
  readonly study: Study;
  readonly panel: Panel;
  /** What samples of units are drawn from: the panel, but with no column yet that each sample makes anew. */
  readonly drawnFrom: Panel;
  readonly index: IndexResult | null;
  readonly model: DidOptions;
  readonly seed: number;
  /** Shown names of columns and terms. */
  readonly labels: Readonly<Record<string, Label>>;
}

/**
 * Reads the data of a study, filters rows, validates the panel, transforms columns and computes the index.
 *
 * @throws whatever readTable, filterRows, definePanel, applyTransforms and compositeIndex throw
 */
export async function loadContext(file: StudyFile): Promise<StudyContext> {
  const { study } = file;
  const read = await readTable(file.data, readOptions(study.data));
  const table = study.data.where ? filterRows(read, study.data.where) : read;
  const { unit, time, treatment } = study.panel;
  const defined = definePanel(table, { unit, time, treatment: treatmentSpec(treatment) });
  const { once, anew } = splitTransforms(study);
  const lasting = applyTransforms(withTreatmentColumn(defined), once);
  const panel = applyTransforms(lasting, anew);
  if (study.index) refuseTakenName(study.index.name, panel.table);
  const made = study.index ? compositeIndex(panel, indexOptions(study.index)) : null;
  const withIndex = (to: Panel) =>
    made && study.index ? withPanelColumn(to, study.index.name, made.column) : to;
  return Object.freeze({
    study,
    panel: withIndex(panel),
    drawnFrom: withIndex(lasting),
    index: made?.index ?? null,
    model: modelOptions(study.model),
    seed: study.seed ?? 1,
    labels: Object.assign(
      Object.create(null),
      variableLabels(table),
      await dictionaryLabels(file, table),
      indexLabels(study),
      study.labels,
    ),
  });
}

function readOptions(data: Study["data"]): ReadOptions {
  const { text, number, missing, decimal, encoding, sheet, headerRow } = data;
  return {
    text,
    number,
    missing: missing?.map(String),
    decimal,
    encoding,
    sheet: sheet === undefined ? undefined : String(sheet),
    headerRow,
  };
}

/** An index must not take the place of a column of the data unseen. */
function refuseTakenName(name: string, table: Table): void {
  if (!table.columns.has(name)) return;
  throw new CeterisError({
    code: "STUDY_VALUE",
    where: "index.name",
    what: `${table.source.name} has a column “${name}” already`,
    mend: "Give the index another name",
  });
}

/** Treatment as the column `did`, so that it can be described like any other. */
function withTreatmentColumn(panel: Panel): Panel {
  if (!panel.treatment || panel.table.columns.has("did")) return panel;
  return withPanelColumn(panel, "did", {
    type: "number",
    values: toTableOrder(panel, panel.treatment.status),
  });
}

function treatmentSpec(given: Study["panel"]["treatment"]) {
  if (given.treat !== undefined) return { treat: given.treat };
  if (given.cohort !== undefined) return { cohort: given.cohort };
  return { group: given.group!, start: given.start! };
}

function modelOptions(model: Study["model"]): DidOptions {
  const { vcov, cluster, dkLags, latitude, longitude, cutoff, ssc, ...rest } = model;
  const type = vcov === "hetero" ? "hc1" : (vcov ?? "cluster");
  return {
    ...rest,
    covariance: { type, by: cluster, lags: dkLags, latitude, longitude, cutoff },
    smallSample: ssc,
  };
}

/** Shown names that the data file itself gives its columns, as Stata does. */
function variableLabels(table: Table): Record<string, Label> {
  return Object.fromEntries(
    [...table.columns].flatMap(([name, { label }]) => (label === undefined ? [] : [[name, label]])),
  );
}

async function dictionaryLabels(file: StudyFile, table: Table): Promise<Record<string, Label>> {
  return file.dictionary ? readLabels(file.dictionary, [...table.columns.keys()]) : {};
}

function indexLabels({ index }: Study): Record<string, Label> {
  if (!index) return {};
  const named = index.indicators.flatMap((i) => (i.label ? [[i.name, i.label] as const] : []));
  return Object.fromEntries(index.label ? [...named, [index.name, index.label] as const] : named);
}
