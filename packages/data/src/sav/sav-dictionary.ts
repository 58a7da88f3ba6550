import type { ByteCursor } from "../source/byte-cursor.ts";
import { unreadable } from "../source/unreadable.ts";

/** Values that the file declares missing: single ones, and a range. */
export interface SavMissing {
  readonly values: readonly number[];
  /** Of a text of up to 8 bytes. */
  readonly texts: readonly string[];
  readonly range: readonly [low: number, high: number] | null;
}

/** A variable as the file stores it: segments of 8 bytes a case. Texts are bytes, as characters of Latin-1. */
export interface SavVariable {
  readonly shortName: string;
  /** Bytes of a text; 0 for numbers. */
  readonly width: number;
  /** Place of its first byte in a case. */
  readonly start: number;
  readonly label: string;
  /** Number of the display format. */
  readonly format: number;
  readonly missing: SavMissing;
}

export interface SavDictionary {
  readonly littleEndian: boolean;
  readonly compression: "none" | "bytes" | "zlib";
  /** Taken from the codes of numbers that are packed into a byte. */
  readonly bias: number;
  /** null when the file does not say. */
  readonly nRows: number | null;
  readonly rowWidth: number;
  readonly variables: readonly SavVariable[];
  /** By place of the variable (`start`). */
  readonly valueLabels: ReadonlyMap<number, ReadonlyMap<number, string>>;
  /** Name of the encoding or number of the code page; null when the file does not say. */
  readonly encoding: string | number | null;
  /** Long names by short ones, and lengths of texts of more than 255 bytes. */
  readonly longNames: ReadonlyMap<string, string>;
  readonly longTexts: ReadonlyMap<string, number>;
}

const VARIABLE = 2;
const LABELS = 3;
const LABELLED = 4;
const DOCUMENT = 6;
const EXTENSION = 7;
const END = 999;

/**
 * Reads the dictionary of a system file of SPSS or PSPP, up to the data.
 *
 * @throws FILE_UNREADABLE
 * @see PSPP developers' guide, "System File Format"
 */
export async function readSavDictionary(cursor: ByteCursor, name: string): Promise<SavDictionary> {
  const head = await cursor.take(176);
  const littleEndian = [2, 3].includes(head.readInt32LE(64));
  if (!littleEndian && ![2, 3].includes(head.readInt32BE(64)))
    throw unreadable(name, "its layout is none of SPSS");
  const intOf = (bytes: Buffer, at: number) => (littleEndian ? bytes.readInt32LE(at) : bytes.readInt32BE(at));
  const doubleOf = (bytes: Buffer, at: number) =>
    littleEndian ? bytes.readDoubleLE(at) : bytes.readDoubleBE(at);
  const int = async () => intOf(await cursor.take(4), 0);
  /** So many things of so many bytes. */
  const many = async (count: number, size: number): Promise<Buffer> => {
    if (!(count >= 0 && size >= 0 && count * size <= MOST_BYTES))
      throw unreadable(name, "a part of its dictionary has an impossible length");
    return Buffer.from(await cursor.take(count * size));
  };
  const compression = (["none", "bytes", "zlib"] as const)[intOf(head, 72)];
  if (!compression) throw unreadable(name, "its data are packed in a way that is not known");
  const announced = intOf(head, 80);

  const variables: SavVariable[] = [];
  const valueLabels = new Map<number, Map<number, string>>();
  let rowWidth = 0;
  let labels = new Map<number, string>();
  let encoding: string | number | null = null;
  let longNames = new Map<string, string>();
  let longTexts = new Map<string, number>();

  async function variable(): Promise<void> {
    const record = Buffer.from(await cursor.take(28));
    const width = intOf(record, 0);
    const hasLabel = intOf(record, 4) === 1;
    const nMissing = intOf(record, 8);
    let label = "";
    if (hasLabel) {
      const length = await int();
      label = (await many(1, 4 * Math.ceil(length / 4))).toString("latin1", 0, length);
    }
    if (!(width >= -1 && width <= 255) || ![-3, -2, 0, 1, 2, 3].includes(nMissing))
      throw unreadable(name, `variable ${variables.length + 1} is of an unknown kind`);
    const bytes = await many(Math.abs(nMissing), 8);
    const numbers = Array.from({ length: Math.abs(nMissing) }, (_, k) => doubleOf(bytes, 8 * k));
    const start = rowWidth;
    rowWidth += 8;
    // The further segments of a text.
    if (width === -1) return;
    variables.push({
      shortName: unpadded(record.toString("latin1", 20, 28)),
      width,
      start,
      label,
      format: (intOf(record, 12) >> 16) & 255,
      missing:
        width > 0
          ? { values: [], texts: textsIn(bytes), range: null }
          : nMissing < 0
            ? { values: numbers.slice(2), texts: [], range: [numbers[0]!, numbers[1]!] }
            : { values: numbers, texts: [], range: null },
    });
  }

  async function readLabels(): Promise<void> {
    labels = new Map();
    const count = await int();
    for (let k = 0; k < count; k++) {
      const fixed = await cursor.take(9);
      const value = doubleOf(fixed, 0);
      const length = fixed[8]!;
      const text = await cursor.take(8 * Math.ceil((length + 1) / 8) - 1);
      labels.set(value, text.toString("latin1", 0, length));
    }
  }

  async function labelled(): Promise<void> {
    const count = await int();
    const places = await many(count, 4);
    for (let k = 0; k < count; k++) valueLabels.set(8 * (intOf(places, 4 * k) - 1), labels);
  }

  async function extension(): Promise<void> {
    const kind = await int();
    const size = await int();
    const bytes = await many(await int(), size);
    const text = bytes.toString("latin1");
    if (kind === 3 && bytes.length >= 32) encoding ??= intOf(bytes, 28);
    else if (kind === 20) encoding = text.trim();
    else if (kind === 13) longNames = new Map(pairs(text));
    else if (kind === 14) longTexts = new Map(pairs(text).map(([key, length]) => [key, Number(length)]));
  }

  for (;;) {
    const kind = await int();
    if (kind === VARIABLE) await variable();
    else if (kind === LABELS) await readLabels();
    else if (kind === LABELLED) await labelled();
    else if (kind === DOCUMENT) await many(await int(), 80);
    else if (kind === EXTENSION) await extension();
    else if (kind === END) break;
    else throw unreadable(name, `its dictionary has a part of an unknown kind (${kind})`);
  }
  await cursor.take(4);
  if (variables.length === 0) throw unreadable(name, "it has no variables");
  return {
    ...{ littleEndian, compression, bias: doubleOf(head, 84), nRows: announced >= 0 ? announced : null },
    ...{ rowWidth, variables, valueLabels, encoding, longNames, longTexts },
  };
}

const MOST_BYTES = 2 ** 28;

/** Texts of 8 bytes each, as characters of Latin-1. */
function textsIn(bytes: Buffer): readonly string[] {
  const texts = Array.from({ length: bytes.length / 8 }, (_, k) =>
    bytes.toString("latin1", 8 * k, 8 * k + 8),
  );
  return texts.map(unpadded);
}

/** Without blanks at the end. Byte A0 is none, though Latin-1 has it for one. */
function unpadded(text: string): string {
  return text.replace(/[ \0]+$/, "");
}

/** `A=x` and `B=y` with tabs, and perhaps zeros, between. */
function pairs(text: string): (readonly [string, string])[] {
  return text.split(/[\t\0]+/).flatMap((pair) => {
    const at = pair.indexOf("=");
    return at < 1 ? [] : [[pair.slice(0, at), pair.slice(at + 1)] as const];
  });
}
