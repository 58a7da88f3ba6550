import type { ByteCursor } from "../source/byte-cursor.ts";
import { unreadable } from "../source/unreadable.ts";
import { type DtaHeader, expectTag, zeroEnded } from "./dta-header.ts";

/** Long strings by variable, then by observation. */
export type LongStrings = ReadonlyMap<number, ReadonlyMap<number, string>>;

/** Reads the section of long strings; `wanted`: keep them. */
export async function readLongStrings(
  cursor: ByteCursor,
  name: string,
  { layout, littleEndian }: DtaHeader,
  wanted: boolean,
): Promise<LongStrings> {
  const found = new Map<number, Map<number, string>>();
  for (;;) {
    const mark = (await cursor.take(3)).toString("latin1");
    if (mark === "</s") break;
    if (mark !== "GSO") throw unreadable(name, `a long string does not start at byte ${cursor.offset - 2}`);
    const head = await cursor.take(4 + layout.strlObservation + 5);
    const u32 = (at: number) => (littleEndian ? head.readUInt32LE(at) : head.readUInt32BE(at));
    const variable = u32(0);
    const wide = layout.strlObservation === 8;
    const [low, high] = !wide ? [u32(4), 0] : littleEndian ? [u32(4), u32(8)] : [u32(8), u32(4)];
    const at = 4 + layout.strlObservation;
    const isText = head[at] === 130;
    const content = await cursor.take(u32(at + 1));
    if (!wanted) continue;
    const text = content.toString(
      layout.unicode ? "utf8" : "latin1",
      0,
      isText && content.at(-1) === 0 ? content.length - 1 : content.length,
    );
    const ofVariable = found.get(variable) ?? new Map<number, string>();
    found.set(variable, ofVariable.set(high * 2 ** 32 + low, text));
  }
  await expectTag(cursor, name, "trls>");
  return found;
}

/** Sets of value labels by name; codes that are missing values are left out. Texts are bytes as Latin-1. */
export async function readValueLabels(
  cursor: ByteCursor,
  name: string,
  { layout, littleEndian }: DtaHeader,
): Promise<ReadonlyMap<string, ReadonlyMap<number, string>>> {
  const sets = new Map<string, ReadonlyMap<number, string>>();
  for (;;) {
    if (layout.tagged) {
      const mark = (await cursor.take(5)).toString("latin1");
      if (mark === "</val") break;
      if (mark !== "<lbl>") throw unreadable(name, `value labels do not start at byte ${cursor.offset - 4}`);
    } else if (await cursor.atEnd()) break;
    const head = await cursor.take(4 + layout.name + 3);
    const length = littleEndian ? head.readUInt32LE(0) : head.readUInt32BE(0);
    const set = zeroEnded(head, 4, 4 + layout.name);
    sets.set(set, labelsOf(await cursor.take(length), set, name, littleEndian));
    if (layout.tagged) await expectTag(cursor, name, "</lbl>");
  }
  return sets;
}

function labelsOf(table: Buffer, set: string, name: string, littleEndian: boolean): Map<number, string> {
  const i32 = (at: number) => (littleEndian ? table.readInt32LE(at) : table.readInt32BE(at));
  const count = table.length < 8 ? -1 : i32(0);
  const texts = 8 + 8 * count;
  if (count < 0 || texts > table.length) throw unreadable(name, `the value labels “${set}” are damaged`);
  const labels = new Map<number, string>();
  for (let j = 0; j < count; j++) {
    const from = texts + i32(8 + 4 * j);
    const code = i32(8 + 4 * (count + j));
    if (from < texts || from > table.length) throw unreadable(name, `the value labels “${set}” are damaged`);
    if (code <= 2147483620) labels.set(code, zeroEnded(table, from, table.length));
  }
  return labels;
}
