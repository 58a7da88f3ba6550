import { CeterisError, type Column, type Table } from "@ceteris/core";
import { DTA_LAYOUTS, type DtaType } from "./dta-layout.ts";

/**
 * A table as a Stata data set in format 118 (Stata 14 and later), piece by piece. Numbers take the
 * smallest type that holds them exactly; texts are fixed strings up to 2045 bytes, else long strings.
 * Variable and value labels are kept; the data set carries no date, so that equal tables give equal bytes.
 *
 * @throws OUTPUT_NOT_WRITABLE (a name that Stata does not take, too many variables, infinite values)
 */
export function* dtaBytes(table: Table): Generator<Uint8Array> {
  const { name: nameWidth, format: formatWidth, label: labelWidth } = LAYOUT;
  const variables = [...table.columns].map(([name, column], j) => variableOf(table, name, column, j));
  if (variables.length === 0 || variables.length > 32_767) {
    throw refuse(
      table,
      `Stata takes 1 to 32 767 variables, and there are ${variables.length}`,
      "Leave some out",
    );
  }
  const sections: [string, Buffer][] = [
    ["variable_types", Buffer.concat(variables.map((v) => u16(v.code)))],
    [
      "varnames",
      fields(
        variables.map((v) => v.name),
        nameWidth,
      ),
    ],
    ["sortlist", Buffer.alloc(2 * (variables.length + 1))],
    [
      "formats",
      fields(
        variables.map((v) => v.format),
        formatWidth,
      ),
    ],
    [
      "value_label_names",
      fields(
        variables.map((v) => (v.labels.length > 0 ? v.name : "")),
        nameWidth,
      ),
    ],
    [
      "variable_labels",
      fields(
        variables.map((v) => v.label),
        labelWidth,
      ),
    ],
    ["characteristics", Buffer.alloc(0)],
  ];
  const header = Buffer.concat([
    latin("<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>"),
    u16(variables.length),
    latin("</K><N>"),
    u64(table.nRows),
    latin("</N><label>"),
    u16(0),
    latin("</label><timestamp>\0</timestamp></header>"),
  ]);
  const rowWidth = variables.reduce((sum, v) => sum + v.width, 0);
  const long = longStrings(variables, table.nRows);
  const labels = variables.filter((v) => v.labels.length > 0).map(valueLabels);
  const size = (pieces: readonly Uint8Array[]) => pieces.reduce((sum, piece) => sum + piece.length, 0);
  const offsets = [0, header.length];
  let at = header.length + 14 * 8 + "<map></map>".length;
  const section = (tag: string, length: number) => {
    offsets.push(at);
    at += length + 2 * tag.length + 5;
  };
  for (const [tag, content] of sections) section(tag, content.length);
  section("data", rowWidth * table.nRows);
  section("strls", size(long));
  section("value_labels", size(labels));
  offsets.push(at, at + "</stata_dta>".length);
  yield header;
  yield tagged("map", Buffer.concat(offsets.map(u64)));
  for (const [tag, content] of sections) yield tagged(tag, content);
  yield latin("<data>");
  yield* rows(variables, table.nRows, rowWidth);
  yield latin("</data><strls>");
  yield* long;
  yield latin("</strls><value_labels>");
  yield* labels;
  yield latin("</value_labels></stata_dta>");
}

const LAYOUT = DTA_LAYOUTS.find((l) => l.release === 118)!;

interface Variable {
  readonly name: string;
  readonly place: number;
  readonly column: Column;
  readonly type: DtaType;
  readonly code: number;
  readonly width: number;
  readonly format: string;
  readonly label: string;
  readonly labels: readonly (readonly [number, string])[];
}

function variableOf(table: Table, name: string, column: Column, place: number): Variable {
  if (!/^[\p{L}_][\p{L}\p{M}\p{N}_]{0,31}$/u.test(name) || RESERVED.test(name)) {
    throw refuse(
      table,
      `“${name}” is no name for a variable of Stata, which takes up to 32 letters, digits and underscores, and none of its own words`,
      "Rename the column",
    );
  }
  const labels =
    column.type === "number" ? [...(column.valueLabels ?? [])].filter(([code]) => isCode(code)) : [];
  const common = { name, place, column, label: column.label ?? "", labels };
  if (column.type === "number") return { ...common, ...numberType(table, name, column.values) };
  const longest = column.values.reduce((most, v) => Math.max(most, v === null ? 0 : Buffer.byteLength(v)), 1);
  if (longest > 2045) return { ...common, type: "strL", code: 32768, width: 8, format: "%-9s" };
  return { ...common, type: "str", code: longest, width: longest, format: `%-${Math.min(longest, 200)}s` };
}

const RESERVED =
  /^(_all|_b|byte|_coef|_cons|double|float|if|in|int|long|_n|_N|_pi|_pred|_rc|_skip|strL|str\d+|using|with)$/;

function numberType(table: Table, name: string, values: Float64Array) {
  let most = 0;
  let integer = true;
  for (const v of values) {
    if (Number.isNaN(v)) continue;
    if (Math.abs(v) >= 2 ** 1023) {
      throw refuse(
        table,
        `column “${name}” holds ${v}, which Stata has no number for`,
        "Leave the cell empty",
      );
    }
    integer &&= Number.isInteger(v) && !Object.is(v, -0);
    most = Math.max(most, v < 0 ? -v - 1 : v);
  }
  if (!integer || most > 2_147_483_620)
    return { type: "double", code: 65526, width: 8, format: "%10.0g" } as const;
  if (most > 32_740) return { type: "long", code: 65528, width: 4, format: "%12.0g" } as const;
  if (most > 100) return { type: "int", code: 65529, width: 2, format: "%8.0g" } as const;
  return { type: "byte", code: 65530, width: 1, format: "%8.0g" } as const;
}

function* rows(variables: readonly Variable[], nRows: number, rowWidth: number): Generator<Uint8Array> {
  const perBlock = Math.max(1, Math.floor(2 ** 20 / rowWidth));
  for (let row = 0; row < nRows; row += perBlock) {
    const count = Math.min(perBlock, nRows - row);
    const block = Buffer.alloc(count * rowWidth);
    let start = 0;
    for (const variable of variables) {
      putCells(variable, block, row, count, start, rowWidth);
      start += variable.width;
    }
    yield block;
  }
}

function putCells(
  { column, type, place }: Variable,
  block: Buffer,
  row: number,
  count: number,
  start: number,
  rowWidth: number,
): void {
  let at = start;
  for (let i = row; i < row + count; i++, at += rowWidth) {
    if (column.type === "text") {
      const text = column.values[i];
      if (text === null || text === undefined || text === "") continue;
      if (type === "str") block.write(text, at, "utf8");
      else {
        block.writeUInt16LE(place + 1, at);
        block.writeUIntLE(i + 1, at + 2, 6);
      }
      continue;
    }
    const v = column.values[i]!;
    const missing = Number.isNaN(v);
    if (type === "double") {
      if (missing) block.writeBigUInt64LE(0x7fe0_0000_0000_0000n, at);
      else block.writeDoubleLE(v, at);
    } else if (type === "long") block.writeInt32LE(missing ? 2_147_483_621 : v, at);
    else if (type === "int") block.writeInt16LE(missing ? 32_741 : v, at);
    else block.writeInt8(missing ? 101 : v, at);
  }
}

function longStrings(variables: readonly Variable[], nRows: number): Uint8Array[] {
  const strings: Uint8Array[] = [];
  const long = variables.filter((v) => v.type === "strL");
  // In the order of the data: by row, then by variable.
  for (let i = 0; i < nRows; i++) {
    for (const { column, place } of long) {
      const text = column.values[i];
      if (typeof text !== "string" || text === "") continue;
      const content = Buffer.from(`${text}\0`);
      const head = Buffer.alloc(20);
      head.write("GSO", 0, "latin1");
      head.writeUInt32LE(place + 1, 3);
      head.writeBigUInt64LE(BigInt(i + 1), 7);
      head[15] = 130;
      head.writeUInt32LE(content.length, 16);
      strings.push(head, content);
    }
  }
  return strings;
}

function valueLabels({ name, labels }: Variable): Buffer {
  const sorted = [...labels].sort(([a], [b]) => a - b);
  const texts = sorted.map(([, text]) => Buffer.from(`${text.replaceAll("\0", "")}\0`));
  const table = Buffer.alloc(8 + 8 * sorted.length);
  table.writeInt32LE(sorted.length, 0);
  let offset = 0;
  sorted.forEach(([code], j) => {
    table.writeInt32LE(offset, 8 + 4 * j);
    table.writeInt32LE(code, 8 + 4 * (sorted.length + j));
    offset += texts[j]!.length;
  });
  table.writeInt32LE(offset, 4);
  const content = Buffer.concat([table, ...texts]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(content.length);
  return Buffer.concat([
    latin("<lbl>"),
    length,
    fields([name], LAYOUT.name),
    Buffer.alloc(3),
    content,
    latin("</lbl>"),
  ]);
}

function isCode(value: number): boolean {
  return Number.isInteger(value) && value >= -2_147_483_647 && value <= 2_147_483_620;
}

/** Texts in fields of a width, cut between characters where they are longer, with a final zero. */
function fields(texts: readonly string[], width: number): Buffer {
  const block = Buffer.alloc(texts.length * width);
  texts.forEach((text, j) => {
    block.write(text.replaceAll("\0", ""), j * width, width - 1, "utf8");
  });
  return block;
}

function tagged(tag: string, content: Buffer): Buffer {
  return Buffer.concat([latin(`<${tag}>`), content, latin(`</${tag}>`)]);
}

function latin(text: string): Buffer {
  return Buffer.from(text, "latin1");
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function refuse(table: Table, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "OUTPUT_NOT_WRITABLE", where: table.source.name, what, mend });
}
