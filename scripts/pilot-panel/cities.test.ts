import { describe, expect, it } from "vitest";
import { listCities, OMITTED_OTHERS, OMITTED_TREATED, PILOT_PROVINCES } from "./cities.ts";

const cities = listCities();

describe("listCities", () => {
  it("lists 257 distinct cities, 64 of them in the eight pilot provinces", () => {
    expect(cities).toHaveLength(257);
    expect(new Set(cities.map((c) => c.name)).size).toBe(257);
    const pilots = cities.filter((c) => c.pilot);
    expect(pilots).toHaveLength(64);
    expect([...new Set(pilots.map((c) => c.province))]).toHaveLength(PILOT_PROVINCES.length);
  });

  it("accounts for all 297 cities of the country: 71 in pilot provinces, 226 elsewhere", () => {
    expect(OMITTED_TREATED).toHaveLength(71 - 64);
    expect(OMITTED_OTHERS).toHaveLength(226 - 193);
    const listed = new Set(cities.map((c) => c.name));
    const omitted = [...OMITTED_TREATED, ...OMITTED_OTHERS];
    expect(new Set(omitted).size).toBe(40);
    expect(omitted.filter((name) => listed.has(name))).toEqual([]);
  });

  it("has every municipality, and full names with finite figures", () => {
    const names = cities.map((c) => c.name);
    expect(names).toEqual(expect.arrayContaining(["北京市", "天津市", "上海市", "重庆市"]));
    for (const city of cities) {
      expect(city.name).toMatch(/^\p{Script=Han}{2,5}市$/u);
      expect(city.population).toBeGreaterThan(20);
      expect(city.development).toBeGreaterThan(0);
      expect(city.development).toBeLessThanOrEqual(10);
    }
  });
});
