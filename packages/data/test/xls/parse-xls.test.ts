import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CFB } from "@e965/xlsx";
import { describe, expect, it } from "vitest";
import { readTable } from "../../src/index.ts";
import { parseXls } from "../../src/xls/parse-xls.ts";

const bytes = readFileSync(new URL("../fixtures/sheets/libreoffice/openpyxl.xls", import.meta.url));

describe("parseXls", () => {
  it("gives cells with their type, value and format", async () => {
    const book = await parseXls(bytes, "b.xls");
    expect(book.sheets.map((sheet) => sheet.name)).toEqual(["数据", "empty"]);
    expect(book.sheets[0]!.rows[1]!.slice(0, 3)).toEqual([
      ["s", "北京", "General"],
      ["n", 2018, "General"],
      ["n", 1234.5, "General"],
    ]);
  });

  it("stops at its bounds of memory and time, whatever the file asks for", async () => {
    await expect(parseXls(bytes, "b.xls", { memoryMb: 3 })).rejects.toThrow(
      "b.xls: taking the workbook apart needs more than 3 MiB of memory, so it is damaged or too large. Save it as .xlsx or CSV and give that file.",
    );
    await expect(parseXls(bytes, "b.xls", { seconds: 0.001 })).rejects.toThrow(
      "b.xls: taking the workbook apart needs more than 0.001 seconds, so it is damaged or too large.",
    );
  });

  it("says that a workbook has a password", async () => {
    const folder = mkdtempSync(join(tmpdir(), "parse-xls-"));
    const locked = CFB.utils.cfb_new();
    CFB.utils.cfb_add(locked, "/EncryptionInfo", Buffer.alloc(64));
    CFB.utils.cfb_add(locked, "/EncryptedPackage", Buffer.alloc(64));
    writeFileSync(
      join(folder, "locked.xlsx"),
      Buffer.from(CFB.write(locked, { type: "buffer" }) as Uint8Array),
    );
    await expect(readTable(join(folder, "locked.xlsx"))).rejects.toThrow(
      "locked.xlsx: the workbook is protected by a password. Open it in Excel and save it without.",
    );
    rmSync(folder, { recursive: true });
  });
});
