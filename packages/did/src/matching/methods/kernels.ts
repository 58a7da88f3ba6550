/** Kernels of a distance u in bandwidths, up to a constant, which cancels when weights are normalised. */
export const KERNELS = ["epanechnikov", "gaussian", "biweight", "tricube", "uniform"] as const;

export type KernelName = (typeof KERNELS)[number];

/** Bandwidths beyond which a Gaussian weight (below 1e-297) is taken as zero, before it loses digits. */
const GAUSSIAN_END = 37;

/** The distance in bandwidths at which a kernel ends. */
export function kernelReach(name: KernelName): number {
  return name === "gaussian" ? GAUSSIAN_END : 1;
}

/** The weight at a distance of u bandwidths. */
export function kernelShape(name: KernelName): (u: number) => number {
  switch (name) {
    case "epanechnikov":
      return (u) => (Math.abs(u) < 1 ? 1 - u * u : 0);
    case "gaussian":
      return (u) => (Math.abs(u) < GAUSSIAN_END ? Math.exp(-0.5 * u * u) : 0);
    case "biweight":
      return (u) => (Math.abs(u) < 1 ? (1 - u * u) ** 2 : 0);
    case "tricube":
      return (u) => (Math.abs(u) < 1 ? (1 - Math.abs(u) ** 3) ** 3 : 0);
    case "uniform":
      return (u) => (Math.abs(u) <= 1 ? 1 : 0);
  }
}
