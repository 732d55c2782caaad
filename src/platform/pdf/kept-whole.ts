import type { Band } from './flow.js';

/** Keeps bands on one page where together they are no higher than `most` points; higher ones may be parted. */
export function keptWhole(bands: readonly Band[], most: number): readonly Band[] {
  const height = bands.reduce((sum, band) => sum + band.height, 0);
  const whole = height <= most;
  const last = bands.length - 1;
  return bands.map((band, index) => ({
    ...band,
    glued: index < last && (whole || (band.glued ?? false)),
  }));
}
