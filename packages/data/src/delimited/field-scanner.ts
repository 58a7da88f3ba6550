export const SCANNED = 0;
/** The bytes end inside the field. */
export const INCOMPLETE = 1;
export const QUOTE_OPEN = 2;
export const TEXT_AFTER_QUOTE = 3;

/** One field of delimited text, as `scanField` found it. */
export interface Field {
  /** The content without surrounding blanks or quotation marks is `bytes[start, end)`. */
  start: number;
  end: number;
  quoted: boolean;
  /** The content has doubled quotation marks: read it with `fieldText`. */
  escaped: boolean;
  /** Where the next field starts. */
  next: number;
  endsRecord: boolean;
  /** Line breaks passed, those inside quotation marks included. */
  lines: number;
}

export function newField(): Field {
  return { start: 0, end: 0, quoted: false, escaped: false, next: 0, endsRecord: false, lines: 0 };
}

/** Reads the field at `at` of `bytes[0, length)`; `last`: nothing follows these bytes. */
export function scanField(
  bytes: Buffer,
  at: number,
  length: number,
  cut: number,
  last: boolean,
  field: Field,
): 0 | 1 | 2 | 3 {
  let i = at;
  field.quoted = false;
  field.escaped = false;
  field.endsRecord = false;
  field.lines = 0;
  while (i < length && isBlank(bytes[i]!, cut)) i++;
  field.start = i;
  if (i < length && bytes[i] === 34) {
    field.quoted = true;
    field.start = ++i;
    for (;;) {
      while (i < length && bytes[i] !== 34) {
        const c = bytes[i++]!;
        if (c === 10 || (c === 13 && bytes[i] !== 10)) field.lines++;
      }
      if (i >= length) return last ? QUOTE_OPEN : INCOMPLETE;
      if (i + 1 >= length && !last) return INCOMPLETE;
      if (i + 1 >= length || bytes[i + 1] !== 34) break;
      field.escaped = true;
      i += 2;
    }
    field.end = i++;
    while (i < length && isBlank(bytes[i]!, cut)) i++;
    if (i < length && bytes[i] !== cut && bytes[i] !== 10 && bytes[i] !== 13) return TEXT_AFTER_QUOTE;
  } else {
    while (i < length && bytes[i] !== cut && bytes[i] !== 10 && bytes[i] !== 13) i++;
    let end = i;
    while (end > field.start && isBlank(bytes[end - 1]!, cut)) end--;
    field.end = end;
  }
  if (i >= length) {
    if (!last) return INCOMPLETE;
    field.endsRecord = true;
    field.next = length;
    return SCANNED;
  }
  field.next = i + 1;
  if (bytes[i] === cut) return SCANNED;
  field.endsRecord = true;
  field.lines++;
  if (bytes[i] === 13) {
    if (i + 1 >= length && !last) return INCOMPLETE;
    if (i + 1 < length && bytes[i + 1] === 10) field.next = i + 2;
  }
  return SCANNED;
}

export function fieldText(bytes: Buffer, field: Field): string {
  const text = bytes.toString("utf8", field.start, field.end);
  return field.escaped ? text.replaceAll('""', '"') : text;
}

function isBlank(byte: number, cut: number): boolean {
  return byte === 32 || (byte === 9 && cut !== 9);
}
