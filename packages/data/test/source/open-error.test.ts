import { CeterisError } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { readTable } from "../../src/index.ts";
import { openError } from "../../src/source/open-error.ts";

describe("openError", () => {
  it("tells what the system refused, and how to mend it", () => {
    expect(openError("a.csv", { code: "EACCES" })).toMatchObject({
      code: "FILE_UNREADABLE",
      message:
        "a.csv: you are not allowed to read this file. Change its permissions, or copy it to a folder of your own.",
    });
    expect(openError("a.csv", { code: "EIO" })).toMatchObject({
      code: "FILE_UNREADABLE",
      message:
        "a.csv: the file cannot be read (EIO). Check the name and the disk, or copy the file to another folder.",
    });
  });

  it("turns names that no system allows into errors of the user", async () => {
    for (const path of ["a\0b.csv", `${"x".repeat(5000)}.csv`, "package.json/x.csv", ""]) {
      await expect(readTable(path)).rejects.toBeInstanceOf(CeterisError);
    }
  });

  it("lets defects of the program pass", () => {
    const defect = new TypeError("x");
    expect(openError("a.csv", defect)).toBe(defect);
  });
});
