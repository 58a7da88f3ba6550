import { derive } from "@ceteris/core";

/** The years of the data, and the first of the policy. */
const FIRST_YEAR = 2012;
const LAST_YEAR = 2019;
const START = 2016;
/** Cities of each province; the policy was given to whole cities. */
const PROVINCES = 10;
const CITIES_EACH = 6;
/** Each city is a pilot with this chance. */
const PILOT_SHARE = 0.3;
const EFFECT = 0.6;

/**
 * The data of a first study, as CSV: 60 made-up cities in 8 years, 4 indicators of public services of
 * which 3 rise with the policy, and 2 controls. The same bytes every time.
 */
export function starterData(): string {
  const stream = derive(20160101, 0);
  const lines = ["city,province,year,pilot,buses,clinics,libraries,complaints,gdp,population"];
  for (let p = 1; p <= PROVINCES; p++) {
    for (let c = 1; c <= CITIES_EACH; c++) {
      const pilot = stream.uniform() < PILOT_SHARE ? 1 : 0;
      const level = stream.normal();
      let gdp = 10 + 0.6 * level + 0.4 * stream.normal();
      const population = 4 + Math.abs(stream.normal());
      for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
        gdp += 0.06 + 0.03 * stream.normal();
        const services =
          level + 0.1 * (year - FIRST_YEAR) + (pilot && year >= START ? EFFECT : 0) + 0.3 * gdp;
        const indicator = (base: number, slope: number) =>
          base + slope * services + 0.4 * slope * stream.normal();
        const cells = [
          indicator(12, 2),
          indicator(30, 4),
          indicator(5, 0.8),
          indicator(25, -1.5),
          gdp,
          population + 0.03 * (year - FIRST_YEAR) + 0.02 * stream.normal(),
        ];
        const name = `C${String((p - 1) * CITIES_EACH + c).padStart(2, "0")}`;
        lines.push(
          [name, `P${String(p).padStart(2, "0")}`, year, pilot, ...cells.map((v) => v.toFixed(3))].join(","),
        );
      }
    }
  }
  return `${lines.join("\n")}\n`;
}
