import type { ByteCursor } from "../source/byte-cursor.ts";
import { unreadable } from "../source/unreadable.ts";
import { DTA_LAYOUTS, type DtaLayout, type DtaStorage, dtaStorage } from "./dta-layout.ts";

/** Texts are still bytes, each as one character of Latin-1. */
export interface DtaVariable {
  readonly name: string;
  readonly storage: DtaStorage;
  /** Where it starts in a row. */
  readonly start: number;
  readonly format: string;
  /** Name of its set of value labels; empty without one. */
  readonly labelSet: string;
  readonly label: string;
}

export interface DtaHeader {
  readonly layout: DtaLayout;
  readonly littleEndian: boolean;
  readonly nRows: number;
  readonly rowWidth: number;
  readonly variables: readonly DtaVariable[];
}

/** Reads everything before the first row. @throws FILE_UNREADABLE */
export async function readDtaHeader(cursor: ByteCursor, name: string): Promise<DtaHeader> {
  const first = (await cursor.take(1))[0]!;
  return first === LESS_THAN ? taggedHeader(cursor, name) : binaryHeader(cursor, name, first);
}

const LESS_THAN = 0x3c;

async function binaryHeader(cursor: ByteCursor, name: string, release: number): Promise<DtaHeader> {
  const layout = layoutOf(release, name);
  const head = await cursor.take(108);
  const littleEndian = head[0] === 2;
  if (head[0] !== 1 && head[0] !== 2) throw unreadable(name, `the byte order ${head[0]} does not exist`);
  const nVariables = littleEndian ? head.readUInt16LE(3) : head.readUInt16BE(3);
  const nRows = littleEndian ? head.readInt32LE(5) : head.readInt32BE(5);
  const parts = {
    types: Array.from(await cursor.take(nVariables)),
    names: await texts(cursor, nVariables, layout.name),
    sort: await cursor.take(layout.sort * (nVariables + 1)),
    formats: await texts(cursor, nVariables, layout.format),
    labelSets: await texts(cursor, nVariables, layout.name),
    labels: await texts(cursor, nVariables, layout.label),
  };
  for (;;) {
    const field = await cursor.take(5);
    const length = littleEndian ? field.readUInt32LE(1) : field.readUInt32BE(1);
    if (field[0] === 0 && length === 0) break;
    await cursor.take(length);
  }
  return assemble(name, layout, littleEndian, nRows, parts);
}

async function taggedHeader(cursor: ByteCursor, name: string): Promise<DtaHeader> {
  const tag = (text: string) => expectTag(cursor, name, text);
  await tag("stata_dta><header><release>");
  const release = Number((await cursor.take(3)).toString("latin1"));
  const layout = layoutOf(release, name);
  await tag("</release><byteorder>");
  const order = (await cursor.take(3)).toString("latin1");
  const littleEndian = order === "LSF";
  if (order !== "LSF" && order !== "MSF") throw unreadable(name, `the byte order “${order}” does not exist`);
  const number = async (width: number) => {
    const bytes = await cursor.take(width);
    if (width === 8) return Number(littleEndian ? bytes.readBigUInt64LE(0) : bytes.readBigUInt64BE(0));
    return littleEndian ? bytes.readUIntLE(0, width) : bytes.readUIntBE(0, width);
  };
  await tag("</byteorder><K>");
  const nVariables = await number(layout.k);
  await tag("</K><N>");
  const nRows = await number(layout.n);
  await tag("</N><label>");
  await cursor.take(await number(layout.dataLabel));
  await tag("</label><timestamp>");
  await cursor.take(await number(1));
  await tag("</timestamp></header><map>");
  await cursor.take(14 * 8);
  await tag("</map><variable_types>");
  const codes = await cursor.take(2 * nVariables);
  const types = Array.from({ length: nVariables }, (_, j) =>
    littleEndian ? codes.readUInt16LE(2 * j) : codes.readUInt16BE(2 * j),
  );
  await tag("</variable_types><varnames>");
  const names = await texts(cursor, nVariables, layout.name);
  await tag("</varnames><sortlist>");
  await cursor.take(layout.sort * (nVariables + 1));
  await tag("</sortlist><formats>");
  const formats = await texts(cursor, nVariables, layout.format);
  await tag("</formats><value_label_names>");
  const labelSets = await texts(cursor, nVariables, layout.name);
  await tag("</value_label_names><variable_labels>");
  const labels = await texts(cursor, nVariables, layout.label);
  await tag("</variable_labels><characteristics>");
  while ((await cursor.take(4)).toString("latin1") === "<ch>") {
    await cursor.take(await number(4));
    await tag("</ch>");
  }
  await tag("aracteristics><data>");
  return assemble(name, layout, littleEndian, nRows, { types, names, formats, labelSets, labels });
}

/** @throws FILE_UNREADABLE when the next bytes are not this tag */
export async function expectTag(cursor: ByteCursor, name: string, tag: string): Promise<void> {
  const at = cursor.offset;
  const found = (await cursor.take(tag.length)).toString("latin1");
  if (found !== tag) throw unreadable(name, `“${tag}” is missing at byte ${at + 1}, so the file is damaged`);
}

/** A text up to its final zero. */
export function zeroEnded(bytes: Buffer, start: number, end: number): string {
  const zero = bytes.indexOf(0, start);
  return bytes.toString("latin1", start, zero < 0 || zero > end ? end : zero);
}

async function texts(cursor: ByteCursor, count: number, width: number): Promise<string[]> {
  const bytes = await cursor.take(count * width);
  return Array.from({ length: count }, (_, j) => zeroEnded(bytes, j * width, (j + 1) * width));
}

function layoutOf(release: number, name: string): DtaLayout {
  const layout = DTA_LAYOUTS.find((l) => l.release === release);
  if (layout) return layout;
  throw unreadable(
    name,
    `this is Stata format ${release}, and formats 113 to 115 and 117 to 119 are read (Stata 8 to 18)`,
    release > 119
      ? "Save it in Stata with “saveold, version(14)”"
      : "Open it in Stata and save it again, or read it in R with haven and write it anew",
  );
}

interface HeaderParts {
  readonly types: readonly number[];
  readonly names: readonly string[];
  readonly formats: readonly string[];
  readonly labelSets: readonly string[];
  readonly labels: readonly string[];
}

function assemble(
  name: string,
  layout: DtaLayout,
  littleEndian: boolean,
  nRows: number,
  parts: HeaderParts,
): DtaHeader {
  let rowWidth = 0;
  const variables = parts.names.map((variable, j) => {
    const storage = dtaStorage(parts.types[j]!, layout.tagged);
    if (!storage) throw unreadable(name, `variable ${j + 1} has the unknown type ${parts.types[j]}`);
    const start = rowWidth;
    rowWidth += storage.width;
    return {
      name: variable,
      storage,
      start,
      format: parts.formats[j]!,
      labelSet: parts.labelSets[j]!,
      label: parts.labels[j]!,
    };
  });
  if (nRows < 0 || !Number.isSafeInteger(nRows))
    throw unreadable(name, `the number of rows, ${nRows}, is impossible`);
  return { layout, littleEndian, nRows, rowWidth, variables };
}
