/**
 * Files that import one another in a circle: of each file that is on one, unless an earlier circle names it,
 * the shortest.
 *
 * @param imports {ReadonlyMap<string, readonly string[]>} the files that each file imports
 * @returns {readonly (readonly string[])[]} circles, each from its first file on and back to it
 */
export function importCircles(imports) {
  const circles = [];
  const named = new Set();
  for (const file of [...imports.keys()].sort()) {
    const circle = named.has(file) ? null : wayBack(file, imports);
    if (!circle) continue;
    circles.push(circle);
    for (const member of circle) named.add(member);
  }
  return circles;
}

/** The shortest way along imports from a file to itself, or null. */
function wayBack(start, imports) {
  const cameFrom = new Map();
  const queue = [start];
  for (const file of queue) {
    for (const next of imports.get(file) ?? []) {
      if (next === start) {
        const way = [start];
        for (let at = file; at !== start; at = cameFrom.get(at)) way.unshift(at);
        return [start, ...way];
      }
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, file);
      queue.push(next);
    }
  }
  return null;
}
