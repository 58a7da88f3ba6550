import { normal } from "@ceteris/core";
import type { Family } from "./family.ts";

/** P(y = 1) = Φ(η), with tails that hold where Φ is 0 or 1 in double precision. */
export const probit: Family = Object.freeze({
  name: "probit",
  mean: (eta: number) => normal.cdf(eta),
  link: (mean: number) => normal.quantile(mean),
  logLik: (y: number, eta: number) => (y === 1 ? normal.logCdf(eta) : normal.logSf(eta)),
  score: (y: number, eta: number) => (y === 1 ? normal.hazard(-eta) : -normal.hazard(eta)),
  curvature: (y: number, eta: number) => {
    const against = y === 1 ? -eta : eta;
    const hazard = normal.hazard(against);
    return hazard * (hazard - against);
  },
  information: (eta: number) => normal.hazard(eta) * normal.hazard(-eta),
});
