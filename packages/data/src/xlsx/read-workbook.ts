import type { Table } from "@ceteris/core";
import { sheetTable } from "../grid/sheet-table.ts";
import type { ReadOptions } from "../read-options.ts";
import type { ZipMember } from "../source/open-zip.ts";
import { damaged, unreadable } from "../source/unreadable.ts";
import { readSheet } from "./read-sheet.ts";
import { scanXml } from "./scan-xml.ts";
import { readSharedStrings, readStyles } from "./workbook-parts.ts";
import { attribute } from "./xml-scanner.ts";

interface SheetEntry {
  readonly name: string;
  readonly hidden: boolean;
  readonly member: ZipMember;
}

/**
 * Reads one sheet of an Excel workbook (`.xlsx`, `.xlsm`) as it streams out of its archive. Only the
 * parts with cells, texts and number formats are opened: links, macros and pictures are never touched,
 * and formulas give the value that was saved with them.
 *
 * @throws FILE_UNREADABLE, TABLE_EMPTY, OPTION_INVALID, and those of `gridTable`
 */
export async function readWorkbook(
  members: readonly ZipMember[],
  name: string,
  options: ReadOptions,
): Promise<Table> {
  try {
    const { sheets, date1904 } = await readDirectory(members, name);
    const part = (end: RegExp) => members.find((m) => end.test(m.name));
    const texts = await readSharedStrings(part(/^xl\/sharedStrings\.xml$/i));
    const styles = await readStyles(part(/^xl\/styles\.xml$/i));
    const read = (sheet: SheetEntry) => readSheet(sheet.member, { texts, styles, date1904 });
    return await sheetTable(sheets, read, name, options);
  } catch (error) {
    throw damaged(name, "workbook", error);
  }
}

async function readDirectory(
  members: readonly ZipMember[],
  name: string,
): Promise<{ sheets: SheetEntry[]; date1904: boolean }> {
  const byName = new Map(members.map((m) => [m.name.toLowerCase(), m]));
  const targets = new Map<string, string>();
  await scanXml(byName.get("xl/_rels/workbook.xml.rels"), {
    open(tagName, tag) {
      if (tagName !== "Relationship" || attribute(tag, "TargetMode") === "External") return;
      const target = attribute(tag, "Target") ?? "";
      targets.set(attribute(tag, "Id") ?? "", target.startsWith("/") ? target.slice(1) : `xl/${target}`);
    },
  });
  const sheets: SheetEntry[] = [];
  let date1904 = false;
  await scanXml(byName.get("xl/workbook.xml"), {
    open(tagName, tag) {
      if (tagName === "workbookPr") date1904 = /^(1|true)$/.test(attribute(tag, "date1904") ?? "");
      if (tagName !== "sheet") return;
      const member = byName.get(
        (targets.get(attribute(tag, "r:id") ?? attribute(tag, "id") ?? "") ?? "").toLowerCase(),
      );
      if (!member || !/worksheets?\//i.test(member.name)) return;
      sheets.push({
        name: attribute(tag, "name") ?? `sheet ${sheets.length + 1}`,
        hidden: (attribute(tag, "state") ?? "visible") !== "visible",
        member,
      });
    },
  });
  if (sheets.length === 0) throw unreadable(name, "the workbook has no sheet with cells");
  return { sheets, date1904 };
}
