/** A number times a power of ten, as if its decimal notation were moved: 92.98 by −2 is 0.9298, to the last bit. */
export function shiftDecimal(value: number, by: number): number {
  const [digits, exponent = "0"] = String(value).split("e");
  return Number(`${digits}e${Number(exponent) + by}`);
}
