/** What a field of a flatbuffer table holds; fields are keyed by their place in the vtable. */
export type FieldShape =
  /** A scalar of so many bytes. */
  | number
  /** A vector of structs or scalars of so many bytes each; a text is one of single bytes. */
  | { readonly vector: number }
  | { readonly table: () => TableShape }
  | { readonly tables: () => TableShape };

export type TableShape = Readonly<Record<number, FieldShape>>;

/** Tables and vectors in a message, above which it can only be hostile. */
const MOST_VISITS = 1_000_000;
const DEEPEST = 64;

/**
 * Checks that every table and vector that a shape names lies inside the bytes, so that a reader that trusts
 * them neither leaves them nor loops over lengths that were made up. Offsets as in the flatbuffers
 * specification: a table begins with the distance back to its vtable.
 */
export interface FlatbufferCheck {
  /** Checks the table at `position`, and what hangs on it. @throws Error */
  table(position: number, shape: TableShape): void;
  /** Position of a field of a table that was checked; null when it is absent. */
  field(position: number, slot: number): number | null;
  /** Position of a table, text or vector that a field refers to. */
  follow(field: number): number;
}

export function flatbufferCheck(view: DataView): FlatbufferCheck {
  let visits = 0;

  function inside(position: number, length: number): number {
    if (!(position >= 0 && position + length <= view.byteLength))
      throw new Error("an offset leaves the file");
    if (++visits > MOST_VISITS) throw new Error("its metadata have too many parts");
    return position;
  }

  function field(position: number, slot: number): number | null {
    const vtable = position - view.getInt32(position, true);
    if (slot + 2 > view.getUint16(vtable, true)) return null;
    const offset = view.getUint16(vtable + slot, true);
    return offset === 0 ? null : position + offset;
  }

  function follow(at: number): number {
    return at + view.getUint32(at, true);
  }

  function vector(at: number, size: number): { start: number; length: number } {
    const start = inside(follow(inside(at, 4)), 4) + 4;
    const length = view.getUint32(start - 4, true);
    inside(start, length * size);
    return { start, length };
  }

  function table(position: number, shape: TableShape, depth = 0): void {
    if (depth > DEEPEST) throw new Error("its metadata are nested too deeply");
    inside(position, 4);
    const vtable = inside(position - view.getInt32(position, true), 4);
    inside(vtable, Math.max(4, view.getUint16(vtable, true)));
    for (const [slot, kind] of Object.entries(shape)) {
      const at = field(position, Number(slot));
      if (at === null) continue;
      if (typeof kind === "number") inside(at, kind);
      else if ("vector" in kind) vector(at, kind.vector);
      else if ("table" in kind) table(inside(follow(inside(at, 4)), 4), kind.table(), depth + 1);
      else {
        const { start, length } = vector(at, 4);
        const inner = kind.tables();
        for (let i = 0; i < length; i++) table(follow(start + 4 * i), inner, depth + 1);
      }
    }
  }

  return { table: (position, shape) => table(position, shape), field, follow };
}
