import { describe, expect, it } from "vitest";
import { readXlsb } from "../../src/xls/read-xlsb.ts";

async function* nothing() {}

describe("workbooks in binary form", () => {
  it("are refused before they are unpacked when they hold too much", async () => {
    const member = (name: string, size: number) => ({ name, size, read: nothing });
    const members = [member("xl/workbook.bin", 100), member("xl/worksheets/sheet1.bin", 2 ** 29)];
    await expect(readXlsb(members, "b.xlsb", {})).rejects.toThrow(
      "b.xlsb: the workbook holds 512 MiB of cells in binary form, more than is read. Save it as .xlsx or CSV and give that file.",
    );
    // Pictures and macros are never unpacked.
    const aside = [member("xl/media/image1.png", 2 ** 30), member("xl/vbaProject.bin", 2 ** 30)];
    await expect(readXlsb([members[0]!, ...aside], "b.xlsb", {})).rejects.toThrow(/content is damaged/);
  });
});
