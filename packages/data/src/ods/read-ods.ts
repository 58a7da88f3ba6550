import type { Table } from "@ceteris/core";
import { sheetTable } from "../grid/sheet-table.ts";
import type { ReadOptions } from "../read-options.ts";
import type { ZipMember } from "../source/open-zip.ts";
import { damaged, unreadable } from "../source/unreadable.ts";
import { scanXml } from "../xlsx/scan-xml.ts";
import { attribute } from "../xlsx/xml-scanner.ts";
import { readOdsSheet } from "./read-ods-sheet.ts";

interface OdsSheet {
  readonly name: string;
  readonly hidden: boolean;
  /** Place among the sheets, from 0. */
  readonly place: number;
}

/**
 * Reads one sheet of an OpenDocument spreadsheet (`.ods`) as it streams out of its archive. Formulas give the
 * value that was saved with them; nothing that a file refers to is opened.
 *
 * @throws FILE_UNREADABLE, TABLE_EMPTY, OPTION_INVALID, and those of `gridTable`
 */
export async function readOds(
  members: readonly ZipMember[],
  name: string,
  options: ReadOptions,
): Promise<Table> {
  const part = (path: string) => members.find((m) => m.name === path);
  try {
    await refuseEncrypted(part("META-INF/manifest.xml"), name);
    const content = part("content.xml")!;
    const sheets = await sheetsOf(content);
    if (sheets.length === 0)
      throw unreadable(name, "the document has no spreadsheet", "Save its table as .ods, .xlsx or CSV");
    return await sheetTable(sheets, ({ place }) => readOdsSheet(content, place), name, options);
  } catch (error) {
    throw damaged(name, "workbook", error);
  }
}

async function refuseEncrypted(manifest: ZipMember | undefined, name: string): Promise<void> {
  let encrypted = false;
  await scanXml(manifest, {
    open(tagName) {
      encrypted ||= tagName === "encryption-data";
    },
  });
  if (encrypted)
    throw unreadable(
      name,
      "the workbook is protected by a password",
      "Open it in LibreOffice and save it without",
    );
}

async function sheetsOf(content: ZipMember): Promise<readonly OdsSheet[]> {
  const sheets: OdsSheet[] = [];
  const hiddenStyles = new Set<string>();
  let style = "";
  let depth = 0;
  await scanXml(content, {
    open(name, tag) {
      if (name === "style") style = attribute(tag, "style:name") ?? "";
      else if (name === "table-properties" && attribute(tag, "table:display") === "false")
        hiddenStyles.add(style);
      else if (name === "spreadsheet") depth = 1;
      // Tables may hold tables in their cells.
      else if (name === "table" && depth > 0 && depth++ === 1) {
        sheets.push({
          name: attribute(tag, "table:name") ?? `sheet ${sheets.length + 1}`,
          hidden: hiddenStyles.has(attribute(tag, "table:style-name") ?? ""),
          place: sheets.length,
        });
      }
    },
    close(name) {
      if (name === "table" && depth > 1) depth--;
    },
  });
  return sheets;
}
