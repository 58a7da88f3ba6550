import { type FlatbufferCheck, flatbufferCheck, type TableShape } from "./flatbuffer.ts";

/**
 * Checks the metadata of Arrow data, a file or a stream, before they are decoded: tables, vectors, bodies
 * and buffers lie inside the bytes, and no batch announces more cells than they could hold. Layout as in
 * the specification of the Arrow columnar format, `Message.fbs`, `Schema.fbs` and `File.fbs`.
 *
 * @throws Error
 */
export function checkArrow(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const check = flatbufferCheck(view);
  const isFile = Buffer.from(bytes.subarray(0, 6)).toString("latin1") === "ARROW1";
  if (isFile) {
    for (const offset of blockOffsets(view, check)) checkMessage(view, check, offset);
    return;
  }
  for (let at: number | null = 0; at !== null && at < bytes.length; ) at = checkMessage(view, check, at);
}

const TEXT = { vector: 1 };
const PAIR: TableShape = { 4: TEXT, 6: TEXT };
/** Every type of field: numbers, but a text (the time zone) or a vector (of a union) in slot 6. */
const TYPE: TableShape = { 4: 1, 8: 1 };
const TIMESTAMP: TableShape = { 4: 2, 6: TEXT };
const UNION: TableShape = { 4: 2, 6: { vector: 4 } };
const DICTIONARY: TableShape = { 4: 8, 6: { table: () => TYPE }, 8: 1, 10: 2 };
const FIELD: TableShape = {
  4: TEXT,
  6: 1,
  8: 1,
  12: { table: () => DICTIONARY },
  14: { tables: () => FIELD },
  16: { tables: () => PAIR },
};
const SCHEMA: TableShape = { 4: 2, 6: { tables: () => FIELD }, 8: { tables: () => PAIR }, 10: { vector: 8 } };
const BATCH: TableShape = {
  4: 8,
  6: { vector: 16 },
  8: { vector: 16 },
  10: { table: () => ({ 4: 1, 6: 1 }) },
  12: { vector: 8 },
};
const DICTIONARY_BATCH: TableShape = { 4: 8, 6: { table: () => BATCH }, 8: 1 };
const BLOCK = 24;
const FOOTER: TableShape = {
  4: 2,
  6: { table: () => SCHEMA },
  8: { vector: BLOCK },
  10: { vector: BLOCK },
  12: { tables: () => PAIR },
};
const MESSAGE: TableShape = { 4: 2, 6: 1, 8: { table: () => ({}) }, 10: 8, 12: { tables: () => PAIR } };
const TIMESTAMP_TYPE = 10;
const UNION_TYPE = 14;

function blockOffsets(view: DataView, check: FlatbufferCheck): number[] {
  const end = view.byteLength - 10;
  const start = end - view.getInt32(end, true);
  if (!(start >= 8 && start < end)) throw new Error("its footer lies outside the file");
  const footer = check.follow(start);
  check.table(footer, FOOTER);
  checkFields(view, check, check.field(footer, 6));
  return [8, 10].flatMap((slot) =>
    vectorItems(view, check, check.field(footer, slot), BLOCK).map((at) =>
      Number(view.getBigInt64(at, true)),
    ),
  );
}

/** Checks one message and returns where the next begins; null at the end. */
function checkMessage(view: DataView, check: FlatbufferCheck, offset: number): number | null {
  let at = offset;
  if (!(at >= 0 && at + 4 <= view.byteLength)) throw new Error("a message lies outside the file");
  if (view.getInt32(at, true) === -1) at += 4;
  if (at + 4 > view.byteLength) return null;
  const length = view.getInt32(at, true);
  if (length === 0) return null;
  at += 4;
  if (!(length > 0 && at + length <= view.byteLength)) throw new Error("a message is cut off");
  const message = check.follow(at);
  check.table(message, MESSAGE);
  const body = at + length;
  const bodyField = check.field(message, 10);
  const bodyLength = bodyField === null ? 0 : Number(view.getBigInt64(bodyField, true));
  if (!(bodyLength >= 0 && body + bodyLength <= view.byteLength))
    throw new Error("the body of a message is cut off");
  const typeField = check.field(message, 6);
  const headerField = check.field(message, 8);
  if (typeField === null || headerField === null) return body + bodyLength;
  const header = check.follow(headerField);
  const type = view.getUint8(typeField);
  if (type === 1) {
    check.table(header, SCHEMA);
    checkFields(view, check, headerField);
  } else if (type === 2) {
    check.table(header, DICTIONARY_BATCH);
    const batch = check.field(header, 6);
    if (batch !== null) checkBatch(view, check, check.follow(batch), bodyLength);
  } else if (type === 3) {
    check.table(header, BATCH);
    checkBatch(view, check, header, bodyLength);
  }
  return body + bodyLength;
}

/** The types of fields, which their shape alone does not tell apart. */
function checkFields(view: DataView, check: FlatbufferCheck, schema: number | null): void {
  if (schema === null) return;
  const visit = (parent: number, slot: number): void => {
    for (const item of vectorItems(view, check, check.field(parent, slot), 4)) {
      const field = check.follow(item);
      const type = check.field(field, 10);
      const kind = check.field(field, 8);
      if (type !== null && kind !== null) {
        const code = view.getUint8(kind);
        check.table(
          check.follow(type),
          code === TIMESTAMP_TYPE ? TIMESTAMP : code === UNION_TYPE ? UNION : TYPE,
        );
      }
      visit(field, 14);
    }
  };
  visit(check.follow(schema), 6);
}

/** Cells that a byte of a body may stand for: bits, or packed runs; and how many are few anyway. */
const CELLS_PER_BYTE = 2048;
const FEW_CELLS = 2 ** 20;

function checkBatch(view: DataView, check: FlatbufferCheck, batch: number, bodyLength: number): void {
  const i64 = (at: number) => Number(view.getBigInt64(at, true));
  const most = Math.max(FEW_CELLS, bodyLength * CELLS_PER_BYTE);
  const lengthField = check.field(batch, 4);
  let cells = lengthField === null ? 0 : i64(lengthField);
  if (cells < 0) throw new Error("a batch has fewer than no rows");
  for (const node of vectorItems(view, check, check.field(batch, 6), 16)) {
    const length = i64(node);
    const nulls = i64(node + 8);
    if (!(length >= 0 && nulls >= 0 && nulls <= length)) throw new Error("a column has an impossible length");
    cells += length;
  }
  if (cells > most) throw new Error(`${bodyLength} bytes announce ${cells} cells`);
  for (const buffer of vectorItems(view, check, check.field(batch, 8), 16)) {
    const offset = i64(buffer);
    const length = i64(buffer + 8);
    if (!(offset >= 0 && length >= 0 && offset + length <= bodyLength))
      throw new Error("a buffer lies outside its body");
  }
}

function vectorItems(view: DataView, check: FlatbufferCheck, field: number | null, size: number): number[] {
  if (field === null) return [];
  const start = check.follow(field);
  return Array.from({ length: view.getUint32(start, true) }, (_, i) => start + 4 + i * size);
}
