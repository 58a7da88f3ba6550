import type { Zippable } from "fflate";

/** The first moment a zip file can tell, in whatever time zone the machine stands. */
const FIRST_MOMENT = new Date(1980, 0, 1);

/** When Office files say they were made: their bytes should repeat. */
const MADE = "2000-01-01T00:00:00Z";

/** What to make of the text of a part. */
export type Mends = Readonly<Record<string, (xml: string) => string>>;

/**
 * A Word or Excel file packed anew without the time it was made, so that the same content gives the
 * same bytes.
 *
 * @param mends changes of parts, by their names
 */
export async function fixedZip(file: Uint8Array, mends: Mends = {}): Promise<Uint8Array> {
  const { strFromU8, strToU8, unzipSync, zipSync } = await import("fflate");
  const all: Mends = { "docProps/core.xml": withoutDates, ...mends };
  const packed: Zippable = {};
  for (const [name, bytes] of Object.entries(unzipSync(file))) {
    const mend = all[name];
    const fixed = mend ? strToU8(mend(strFromU8(bytes))) : bytes;
    packed[name] = [fixed, { mtime: FIRST_MOMENT, level: name.endsWith(".png") ? 0 : 6 }];
  }
  return zipSync(packed);
}

function withoutDates(xml: string): string {
  return xml.replace(/(<dcterms:(created|modified)[^>]*>)[^<]*/g, `$1${MADE}`);
}
