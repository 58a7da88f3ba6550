/** The same bytes in pieces, cut at these places. */
export async function* pieces(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const places = [...new Set(cuts.map((c) => c % (bytes.length + 1)))].sort((a, b) => a - b);
  for (const [k, from] of [0, ...places].entries()) yield bytes.subarray(from, places[k] ?? bytes.length);
}

export async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all = [];
  for await (const chunk of chunks) all.push(Buffer.from(chunk));
  return Buffer.concat(all);
}
