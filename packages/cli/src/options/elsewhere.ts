/** What Stata, R and Python call the words and flags of this program. */
const WORDS: Readonly<Record<string, string>> = {
  robust: "hc1",
  csdid: "att-gt",
  cs: "att-gt",
  att_gt: "att-gt",
  eventstudyinteract: "sunab",
  sa: "sunab",
  did_imputation: "imputation",
  bjs: "imputation",
  did2s: "two-stage",
  gardner: "two-stage",
  jwdid: "etwfe",
  stackedev: "stacked",
  synthdid: "sdid",
};

const FLAGS: Readonly<Record<string, string>> = {
  "--absorb": "--fe",
  "--covariates": "--controls",
  "--id": "--unit",
  "--nreps": "--draws",
  "--post": "--lags",
  "--pre": "--leads",
  "--reps": "--draws",
  "--vce": "--vcov",
};

/** The word or flag of this program for that of another, if it is among those at hand; else null. */
export function hereFor(there: string, atHand: readonly string[]): string | null {
  const known = there.startsWith("--") ? FLAGS : WORDS;
  const here = Object.hasOwn(known, there) ? known[there]! : null;
  return here !== null && atHand.includes(here) ? here : null;
}
