import { expect, test } from "vitest";
import { gaussianDensity, silvermanBandwidth } from "../src/index.ts";

const phi = (z: number) => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);

test("one value gives the kernel itself", () => {
  const curve = gaussianDensity([2], { bandwidth: 0.5, points: 5, cut: 2 });
  expect(curve.map((p) => p.x)).toEqual([1, 1.5, 2, 2.5, 3]);
  for (const { x, y } of curve) expect(y).toBeCloseTo(phi((x - 2) / 0.5) / 0.5, 14);
});

test("two values give the mean of two kernels, whatever their order", () => {
  const curve = gaussianDensity([1, -1], { bandwidth: 0.7, points: 9 });
  for (const { x, y } of curve) {
    expect(y).toBeCloseTo((phi((x - 1) / 0.7) + phi((x + 1) / 0.7)) / 1.4, 14);
  }
  expect(gaussianDensity([-1, 1], { bandwidth: 0.7, points: 9 })).toEqual(curve);
});

test("it integrates to one: the tails beyond three bandwidths hold 0.27 % at most", () => {
  const values = [3, 1, 4, 1, 5, 9, 2, 6];
  const curve = gaussianDensity(values);
  const step = curve[1]!.x - curve[0]!.x;
  const area = curve.reduce((sum, p) => sum + p.y * step, 0);
  expect(area).toBeGreaterThan(0.9973);
  expect(area).toBeLessThan(1.0001);
});

test("the bandwidth is that of R's bw.nrd0", () => {
  // bw.nrd0(c(3,1,4,1,5,9,2,6)) in R 4.2.2
  expect(silvermanBandwidth([3, 1, 4, 1, 5, 9, 2, 6])).toBeCloseTo(1.5509141488562, 12);
  expect(silvermanBandwidth([2, 2, 2])).toBeCloseTo(1.444934811168415, 12);
});

test("nothing to draw gives no points", () => {
  expect(gaussianDensity([])).toEqual([]);
});
