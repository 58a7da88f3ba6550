import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { word } from "../src/words.ts";

it("no word is there twice, and each is filled in both languages", async () => {
  const folder = new URL("../src/words/", import.meta.url);
  const seen = new Map<string, string>();
  for (const file of readdirSync(folder)) {
    const words = Object.values(await import(new URL(file, folder).href))[0] as Record<
      string,
      Record<string, string>
    >;
    for (const [key, text] of Object.entries(words)) {
      expect(seen.get(key), `${key} in ${file}`).toBeUndefined();
      seen.set(key, file);
      expect(Object.keys(text)).toEqual(["en", "zh"]);
      const slots = (shown: string) => [...shown.matchAll(/\{\w+\}/g)].map(String).sort();
      expect(slots(text.zh!), key).toEqual(slots(text.en!));
    }
  }
  expect(seen.size).toBeGreaterThan(300);
  expect(word("fixedEffect", "zh", { name: "城市" })).toBe("城市固定效应");
});
