import { inflateSync } from "node:zlib";

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Darkness from 0, white, to 1, black. */
  ink(x: number, y: number): number;
}

/** Reads a PNG of 8-bit RGB or RGBA without interlacing. */
export function readPng(file: Uint8Array): Pixels {
  const bytes = Buffer.from(file);
  const chunks: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const name = bytes.toString("latin1", at + 4, at + 8);
    if (name === "IDAT") chunks.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  }
  const [width, height, depth, type] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20), bytes[24], bytes[25]];
  if (depth !== 8 || (type !== 2 && type !== 6)) throw new Error(`depth ${depth}, colour type ${type}`);
  const size = type === 6 ? 4 : 3;
  const stride = width! * size;
  const raw = inflateSync(Buffer.concat(chunks));
  const pixels = new Uint8Array(height! * stride);
  for (let y = 0; y < height!; y++) {
    const filter = raw[y * (stride + 1)]!;
    for (let i = 0; i < stride; i++) {
      const here = y * stride + i;
      const left = i >= size ? pixels[here - size]! : 0;
      const up = y > 0 ? pixels[here - stride]! : 0;
      const corner = i >= size && y > 0 ? pixels[here - stride - size]! : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!;
      pixels[here] = raw[y * (stride + 1) + 1 + i]! + guess;
    }
  }
  return {
    width: width!,
    height: height!,
    ink(x, y) {
      const at = y * stride + x * size;
      const alpha = size === 4 ? pixels[at + 3]! / 255 : 1;
      return alpha * (1 - (pixels[at]! + pixels[at + 1]! + pixels[at + 2]!) / 765);
    },
  };
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [left, up, corner].map((v) => Math.abs(guess - v)) as [number, number, number];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** Share of dark pixels in a box given in pixels of the chart. */
export function inkShare(
  png: Pixels,
  scale: number,
  box: { left: number; right: number; top: number; bottom: number },
): number {
  const [x0, x1, y0, y1] = [box.left, box.right, box.top, box.bottom].map((v) => Math.round(v * scale)) as [
    number,
    number,
    number,
    number,
  ];
  let dark = 0;
  let all = 0;
  for (let y = Math.max(0, y0); y < Math.min(png.height, y1); y++) {
    for (let x = Math.max(0, x0); x < Math.min(png.width, x1); x++) {
      all++;
      if (png.ink(x, y) > 0.5) dark++;
    }
  }
  return dark / all;
}
