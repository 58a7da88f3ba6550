import { readdirSync, readFileSync } from "node:fs";
import { VERSION } from "ceteris";
import { expect, it } from "vitest";

it.each(readdirSync("packages"))("package %s has the version of ceteris", (name) => {
  expect(JSON.parse(readFileSync(`packages/${name}/package.json`, "utf8")).version).toBe(VERSION);
});
