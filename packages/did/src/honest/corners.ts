type Point = Float64Array;

interface Facet {
  /** As many corners as the polytope has dimensions. */
  readonly corners: readonly number[];
  /** Outward, of length one. */
  readonly normal: Point;
  readonly offset: number;
}

/** What is nearer than this, in coordinates of order one, is the same. */
const SAME = 1e-7;
/** A direction is turned this little, so that of several corners in it one is the farthest. */
const TURN = [5.377e-9, 3.188e-9, -4.336e-9, 3.426e-9];

/**
 * All corners of a polytope of few dimensions that answers one question: which of its corners lies
 * farthest in a direction. Grows the convex hull of those known so far, asking beyond each facet, until
 * there is nothing beyond any. Coordinates should be of order one.
 */
export function cornersOf(ask: (direction: Point) => Point, d: number): readonly Point[] {
  const farthest = (direction: Point) => ask(direction.map((v, i) => v + TURN[i]!));
  const { points, axes } = simplexOf(farthest, d);
  const dim = axes.length;
  if (dim === 0) return points;
  // In the space that the polytope spans.
  const within = (p: Point) => Float64Array.from(axes, (axis) => dot(axis, p) - dot(axis, points[0]!));
  const flat = points.map(within);
  const centre = Float64Array.from(axes, (_, i) => flat.reduce((sum, p) => sum + p[i]!, 0) / flat.length);
  const beyond = (normal: Point) =>
    farthest(
      Float64Array.from({ length: d }, (_, j) => axes.reduce((s, axis, i) => s + normal[i]! * axis[j]!, 0)),
    );

  let facets: readonly Facet[] = flat.map((_, left) =>
    facetOf(without([...flat.keys()], left), flat, centre),
  );
  const asked = new Set<Facet>();
  for (;;) {
    const facet = facets.find((f) => !asked.has(f));
    if (!facet) return points;
    asked.add(facet);
    const found = beyond(facet.normal);
    const at = within(found);
    if (dot(facet.normal, at) <= facet.offset + SAME || flat.some((p) => near(p, at))) continue;
    points.push(found);
    flat.push(at);
    facets = grown(facets, flat, centre);
  }
}

/** Corners enough to span the polytope, and orthonormal axes of the space they span. */
function simplexOf(farthest: (direction: Point) => Point, d: number) {
  const points: Point[] = [];
  const axes: Point[] = [];
  const settled: Point[] = [];
  for (let i = 0; i < d; ) {
    const direction = direct(unit(d, i), settled);
    if (direction === null) {
      i++;
      continue;
    }
    if (points.length === 0) points.push(farthest(direction));
    const height = (p: Point) => Math.abs(dot(direction, p) - dot(direction, points[0]!));
    const [up, down] = [farthest(direction), farthest(direction.map((v) => -v))];
    const other = height(up) >= height(down) ? up : down;
    if (height(other) <= SAME) {
      settled.push(direction);
      continue;
    }
    const axis = direct(
      other.map((v, j) => v - points[0]![j]!),
      settled,
    )!;
    points.push(other);
    axes.push(axis);
    settled.push(axis);
  }
  return { points, axes };
}

/** The hull with the last point joined: what the point sees gives way to facets through it. */
function grown(facets: readonly Facet[], points: readonly Point[], centre: Point): Facet[] {
  const added = points.length - 1;
  const seen = new Set(facets.filter((f) => dot(f.normal, points[added]!) > f.offset + SAME / 2));
  const ridges = new Map<string, readonly number[] | null>();
  for (const { corners } of seen) {
    for (let left = 0; left < corners.length; left++) {
      const ridge = without(corners, left);
      const key = [...ridge].sort((a, b) => a - b).join();
      ridges.set(key, ridges.has(key) ? null : ridge);
    }
  }
  const horizon = [...ridges.values()].filter((ridge) => ridge !== null);
  return [
    ...facets.filter((f) => !seen.has(f)),
    ...horizon.map((ridge) => facetOf([...ridge, added], points, centre)),
  ];
}

/** The plane through as many points as there are dimensions, facing away from the centre. */
function facetOf(corners: readonly number[], points: readonly Point[], centre: Point): Facet {
  const d = centre.length;
  const first = points[corners[0]!]!;
  const spanned: Point[] = [];
  for (const at of corners.slice(1)) {
    const axis = direct(
      points[at]!.map((v, j) => v - first[j]!),
      spanned,
    );
    if (axis) spanned.push(axis);
  }
  const left = Array.from({ length: d }, (_, i) => remainder(unit(d, i), spanned));
  const longest = left.reduce((best, v) => (dot(v, v) > dot(best, best) ? v : best));
  const length = Math.sqrt(dot(longest, longest));
  const side = dot(longest, centre) <= dot(longest, first) ? 1 / length : -1 / length;
  const normal = longest.map((v) => v * side);
  return { corners, normal, offset: dot(normal, first) };
}

/** The part of a vector beside orthonormal others, of length one; null where nothing is left. */
function direct(v: Point, others: readonly Point[]): Point | null {
  const out = remainder(v, others);
  const length = Math.sqrt(dot(out, out));
  return length <= SAME ? null : out.map((x) => x / length);
}

function remainder(v: Point, others: readonly Point[]): Point {
  const out = v.slice();
  // Twice, against rounding.
  for (const other of [...others, ...others]) {
    const share = dot(out, other);
    for (let j = 0; j < out.length; j++) out[j]! -= share * other[j]!;
  }
  return out;
}

function near(a: Point, b: Point): boolean {
  return a.every((v, i) => Math.abs(v - b[i]!) <= SAME);
}

function unit(d: number, at: number): Point {
  const e = new Float64Array(d);
  e[at] = 1;
  return e;
}

function without<T>(items: readonly T[], at: number): T[] {
  return items.filter((_, i) => i !== at);
}

function dot(a: Point, b: Point): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
