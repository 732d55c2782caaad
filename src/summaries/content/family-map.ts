import type { Scene } from '../../core/drawing/scene.js';
import type { PrintedMap } from '../summary.types.js';

/** The map as it was drawn, or that there is none. */
export function familyMap(scenes: readonly Scene[]): PrintedMap {
  return {
    heading: 'Family map',
    scenes,
    remarks: scenes.length > 0 ? [] : ['Nothing was handed in from which a family can be drawn.'],
  };
}
