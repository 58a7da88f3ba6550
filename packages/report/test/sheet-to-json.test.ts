import { expect, test } from "vitest";
import { sheetToJson } from "../src/index.ts";
import { baseline } from "./sheets.ts";

test("a table as it is, with the name of its form", () => {
  const sheet = baseline("zh");
  const { schema, ...rest } = JSON.parse(sheetToJson(sheet));
  expect(schema).toBe("ceteris-sheet/1");
  expect(rest).toEqual(JSON.parse(JSON.stringify(sheet)));
});
