/** Collects the text cells of one column, each distinct text stored once. */
export interface TextBuilder {
  /** Puts the text `bytes[start, end)` in a row. */
  set(row: number, bytes: Buffer, start: number, end: number): void;
  setMissing(row: number): void;
  /** The number of a text, for `setKnown`. */
  intern(bytes: Buffer, start: number, end: number): number;
  /** Puts a text in a row by its number. */
  setKnown(row: number, id: number): void;
  reserve(nRows: number): void;
  /** The first `nRows` rows. The builder is spent afterwards. */
  finish(nRows: number): (string | null)[];
}

export function textBuilder(capacity: number, encoding: "utf8" | "latin1" = "utf8"): TextBuilder {
  let ids = new Int32Array(capacity);
  const strings: string[] = [];
  let pool = Buffer.allocUnsafeSlow(1024);
  let used = 0;
  let ends = new Float64Array(64);
  let hashes = new Int32Array(64);
  let slots = new Int32Array(128).fill(-1);
  let last = -1;

  function same(id: number, bytes: Buffer, start: number, length: number): boolean {
    const from = id === 0 ? 0 : ends[id - 1]!;
    if (ends[id]! - from !== length) return false;
    for (let k = 0; k < length; k++) if (pool[from + k] !== bytes[start + k]) return false;
    return true;
  }

  function add(bytes: Buffer, start: number, end: number, hashed: number): number {
    const id = strings.length;
    if (used + end - start > pool.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(pool.length * 2, used + end - start));
      pool.copy(grown, 0, 0, used);
      pool = grown;
    }
    bytes.copy(pool, used, start, end);
    used += end - start;
    if (id === ends.length) {
      ends = grow(ends, new Float64Array(id * 2));
      hashes = grow(hashes, new Int32Array(id * 2));
    }
    ends[id] = used;
    hashes[id] = hashed;
    strings.push(bytes.toString(encoding, start, end));
    return id;
  }

  function rehash(): void {
    slots = new Int32Array(slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    for (let id = 0; id < strings.length; id++) {
      let at = hashes[id]! & mask;
      while (slots[at] !== -1) at = (at + 1) & mask;
      slots[at] = id;
    }
  }

  function intern(bytes: Buffer, start: number, end: number): number {
    if (last >= 0 && same(last, bytes, start, end - start)) return last;
    const mask = slots.length - 1;
    const hashed = hash(bytes, start, end);
    let at = hashed & mask;
    for (let id = slots[at]!; id !== -1; id = slots[at]!) {
      if (hashes[id] === hashed && same(id, bytes, start, end - start)) break;
      at = (at + 1) & mask;
    }
    if (slots[at] === -1) {
      slots[at] = add(bytes, start, end, hashed);
      last = slots[at]!;
      if (strings.length * 2 > slots.length) rehash();
    } else last = slots[at]!;
    return last;
  }

  return {
    intern,
    set(row, bytes, start, end) {
      ids[row] = intern(bytes, start, end);
    },
    setKnown(row, id) {
      ids[row] = id;
    },
    setMissing(row) {
      ids[row] = -1;
    },
    reserve(nRows) {
      if (nRows > ids.length) ids = grow(ids, new Int32Array(nRows));
    },
    finish(nRows) {
      pool = Buffer.alloc(0);
      slots = new Int32Array(0);
      hashes = new Int32Array(0);
      const out: (string | null)[] = [];
      for (let i = 0; i < nRows; i++) out.push(ids[i]! < 0 ? null : strings[ids[i]!]!);
      ids = new Int32Array(0);
      return out;
    },
  };
}

function grow<A extends Int32Array | Float64Array>(old: A, grown: A): A {
  grown.set(old);
  return grown;
}

/** FNV-1a. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let h = -2128831035;
  for (let i = start; i < end; i++) h = Math.imul(h ^ bytes[i]!, 16777619);
  return h ^ (h >>> 15);
}
