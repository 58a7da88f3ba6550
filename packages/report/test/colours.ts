type Triple = readonly [number, number, number];

/**
 * What dichromats see, on linear RGB: Machado, Oliveira and Fernandes (2009), severity 1. `normal` changes
 * nothing.
 */
export const VISIONS = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const satisfies Record<string, readonly Triple[]>;

/** Difference of two colours to an eye: distance in CIE Lab. */
export function difference(a: string, b: string, vision: keyof typeof VISIONS): number {
  const [p, q] = [a, b].map((hex) => lab(seen(linear(hex), vision)));
  return Math.hypot(...p!.map((value, i) => value - q![i]!));
}

/** CIE L* of an sRGB colour: what is left of it in greyscale print. */
export function lightness(hex: string): number {
  return lab(linear(hex))[0];
}

/** Contrast of two colours by WCAG 2: from 1 to 21. */
export function contrast(a: string, b: string): number {
  const [low, high] = [luminance(linear(a)), luminance(linear(b))].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

function linear(hex: string): Triple {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return [r!, g!, b!];
}

function seen(rgb: Triple, vision: keyof typeof VISIONS): Triple {
  const [r, g, b] = VISIONS[vision].map((row) => Math.min(1, Math.max(0, dot(row, rgb))));
  return [r!, g!, b!];
}

function luminance(rgb: Triple): number {
  return dot([0.2126, 0.7152, 0.0722], rgb);
}

function lab(rgb: Triple): Triple {
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f(dot([0.4124, 0.3576, 0.1805], rgb) / 0.9505);
  const y = f(luminance(rgb));
  const z = f(dot([0.0193, 0.1192, 0.9505], rgb) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function dot(a: Triple, b: Triple): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
