/** Decodes whole texts; bytes that do not fit become U+FFFD. */
export function wholeDecoder(encoding: string): (bytes: Uint8Array) => string {
  const decoder = new TextDecoder(encoding);
  // In two steps: Node 20 takes a whole text in Windows-1252 for Latin-1.
  return (bytes) => decoder.decode(bytes, { stream: true }) + decoder.decode();
}
