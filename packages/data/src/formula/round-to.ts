/** Rounds the shortest decimal notation of a number, halves away from zero. */
export function roundTo(value: number, decimals: number): number {
  if (!Number.isFinite(value)) return value;
  const shift = (v: number, by: number) => {
    const [digits, exponent = "0"] = String(v).split("e");
    return Number(`${digits}e${Number(exponent) + by}`);
  };
  return Math.sign(value) * shift(Math.round(shift(Math.abs(value), decimals)), -decimals);
}
