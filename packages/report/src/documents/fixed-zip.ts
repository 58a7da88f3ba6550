import type { Zippable } from "fflate";

/** The first moment a zip file can tell, in whatever time zone the machine stands. */
const FIRST_MOMENT = new Date(1980, 0, 1);

/** When Office files say they were made: their bytes should repeat. */
const MADE = "2000-01-01T00:00:00Z";

/**
 * A Word or Excel file packed anew without the time it was made, so that the same content gives the
 * same bytes.
 */
export async function fixedZip(file: Uint8Array): Promise<Uint8Array> {
  const { strFromU8, strToU8, unzipSync, zipSync } = await import("fflate");
  const packed: Zippable = {};
  for (const [name, bytes] of Object.entries(unzipSync(file))) {
    const fixed = name === "docProps/core.xml" ? strToU8(withoutDates(strFromU8(bytes))) : bytes;
    packed[name] = [fixed, { mtime: FIRST_MOMENT, level: name.endsWith(".png") ? 0 : 6 }];
  }
  return zipSync(packed);
}

function withoutDates(xml: string): string {
  return xml.replace(/(<dcterms:(created|modified)[^>]*>)[^<]*/g, `$1${MADE}`);
}
