import { CeterisError, nameSome } from "@ceteris/core";
import { readOds } from "../ods/read-ods.ts";
import type { Reader } from "../reader.ts";
import type { ByteSource } from "../source/byte-source.ts";
import { gunzipped } from "../source/gunzip.ts";
import { openZip, type ZipMember } from "../source/open-zip.ts";
import { wholeBytes } from "../source/whole-bytes.ts";
import { readXlsb } from "../xls/read-xlsb.ts";
import { readWorkbook } from "../xlsx/read-workbook.ts";

/** Zip archives: workbooks of Excel and LibreOffice, and one data file packed. */
export const zipReader: Reader = {
  format: "zip",
  claims: (head) => head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5),
  read: async (source, options, readInner) => {
    const { name, extension } = source;
    const maxBytes = options.maxBytes ?? 2 ** 32;
    const members = await openZip(await wholeBytes(source), name, maxBytes);
    const has = (path: string) => members.some((m) => m.name === path);
    if (has("xl/workbook.xml")) return await readWorkbook(members, name, options);
    if (has("xl/workbook.bin")) return await readXlsb(members, name, options);
    if (has("content.xml")) return await readOds(members, name, options);
    const refused = OFFICE.find(([member]) => has(member));
    if (refused) throw notRead(name, refused[1], "Save it as .xlsx and give that file");
    if (/^\.(xls[xmb]|ods)$/.test(extension))
      throw notRead(name, "not a workbook, although its name says so", "Save it anew in Excel");
    if (source.inArchive)
      throw notRead(name, "an archive within an archive", "Unpack it and give the file inside");
    const member = chooseMember(members, name, options.sheet);
    const inner: ByteSource = {
      name: `${name}/${member.name}`,
      extension: /\.[^./]*$/.exec(member.name.toLowerCase().replace(/\.(gz|gzip)$/, ""))?.[0] ?? "",
      size: /\.(gz|gzip)$/i.test(member.name) ? 0 : member.size,
      path: null,
      inArchive: true,
      read: () => gunzipped(member.read(), `${name}/${member.name}`, maxBytes),
    };
    return await readInner(inner, { ...options, sheet: undefined });
  },
};

const OFFICE: readonly (readonly [string, string])[] = [
  ["word/document.xml", "a Word document, which is not read"],
  ["ppt/presentation.xml", "a PowerPoint presentation, which is not read"],
];

function chooseMember(members: readonly ZipMember[], name: string, wanted: string | undefined): ZipMember {
  const visible = members.filter((m) => !/^__MACOSX\/|(^|\/)\./.test(m.name));
  const named = visible.filter((m) => m.name === wanted || m.name.split("/").at(-1) === wanted);
  if (named.length === 1) return named[0]!;
  const data = visible.filter((m) => DATA.test(m.name));
  if (wanted === undefined && data.length === 1) return data[0]!;
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: name,
    what:
      wanted !== undefined
        ? `it has no file “${wanted}”, but ${nameSome(visible.map((m) => m.name))}`
        : data.length === 0
          ? `it has no data file${visible.length > 0 ? `, but ${nameSome(visible.map((m) => m.name))}` : ""}`
          : `it has ${data.length} data files: ${nameSome(data.map((m) => m.name))}`,
    mend:
      data.length === 0
        ? "Give an archive with a data file"
        : "Name one of them with --sheet (in a study, data.sheet)",
    details: { files: visible.slice(0, 100).map((m) => m.name) },
  });
}

const DATA =
  /\.(csv|tsv|tab|txt|dat|asc|psv|dta|sav|zsav|xlsx|xlsm|xlsb|xls|ods|parquet|arrow|feather|json|jsonl|ndjson)(\.gz)?$/i;

function notRead(where: string, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "FORMAT_UNKNOWN", where, what: `this is ${what}`, mend });
}
