import type { Band } from './flow.js';
import type { StructureType, TagOptions, Tags } from './tags.js';

/** Puts one element around bands: opened when the first is drawn, closed after the last. */
export function enclose(
  tags: Tags,
  type: StructureType,
  bands: readonly Band[],
  options?: TagOptions,
): readonly Band[] {
  return bands.map((band, index) => ({
    ...band,
    draw(top, height) {
      if (index === 0) tags.begin(type, options);
      band.draw(top, height);
      if (index === bands.length - 1) tags.end();
    },
  }));
}
