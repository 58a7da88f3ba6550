import { randomStream } from "@ceteris/core";
import { expect, it } from "vitest";
import { drawPlaces, WILD_WEIGHTS, wildPoints } from "../../src/wild/wild-weights.ts";

const draws = 20000;
const nClusters = 37;

it.each(WILD_WEIGHTS)("%s: mean 0, variance 1, each cluster apart", (weights) => {
  const stream = randomStream(11);
  const places = new Uint8Array(nClusters);
  const points = wildPoints(weights);
  const counts = Array.from({ length: nClusters }, () => new Array<number>(points.length).fill(0));
  let together = 0;
  const sums = new Float64Array(nClusters);
  const squares = new Float64Array(nClusters);
  for (let b = 0; b < draws; b++) {
    drawPlaces(weights, stream, places);
    places.forEach((place, g) => {
      const v = points[place]!;
      counts[g]![place]!++;
      sums[g]! += v;
      squares[g]! += v * v;
      if (g > 0) together += v * points[places[g - 1]!]!;
    });
  }
  // Five standard errors; Mammen's squares have variance 1.
  const near = 5 / Math.sqrt(draws);
  for (let g = 0; g < nClusters; g++) {
    expect(Math.abs(sums[g]! / draws)).toBeLessThan(near);
    expect(Math.abs(squares[g]! / draws - 1)).toBeLessThan(near);
    if (weights !== "mammen") {
      for (const count of counts[g]!)
        expect(Math.abs(count / draws - 1 / points.length)).toBeLessThan(near / 2);
    }
  }
  expect(Math.abs(together / (draws * (nClusters - 1)))).toBeLessThan(5 / Math.sqrt(draws * (nClusters - 1)));
});
