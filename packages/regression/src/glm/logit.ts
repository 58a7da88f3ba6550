import type { Family } from "./family.ts";

const information = (eta: number): number => {
  const odds = Math.exp(-Math.abs(eta));
  return odds / (1 + odds) ** 2;
};

/** P(y = 1) = 1 / (1 + e^−η). */
export const logit: Family = Object.freeze({
  name: "logit",
  mean: (eta: number) => 1 / (1 + Math.exp(-eta)),
  link: (mean: number) => Math.log(mean) - Math.log1p(-mean),
  logLik: (y: number, eta: number) => {
    const against = y === 1 ? -eta : eta;
    return against > 0 ? -against - Math.log1p(Math.exp(-against)) : -Math.log1p(Math.exp(against));
  },
  score: (y: number, eta: number) => (y === 1 ? 1 / (1 + Math.exp(eta)) : -1 / (1 + Math.exp(-eta))),
  curvature: (_y: number, eta: number) => information(eta),
  information,
});
