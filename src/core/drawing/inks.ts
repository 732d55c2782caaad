import type { SceneInk } from './scene.js';

/** The inks as prints and pages show them. They stay apart in grey, and the fill `tint` is lighter than a grey of 15%. */
export const INKS = {
  ink: '#17202a',
  mid: '#39424c',
  soft: '#8a94a0',
  rule: '#c9cfd6',
  tint: '#eef1f3',
  accent: '#0f5c63',
  flag: '#a33a14',
  paper: '#ffffff',
} as const satisfies Record<SceneInk, string>;

/**
 * The inks of lines, hatches and bars. The darkest is black: a fax knows nothing between black and white, and leaves
 * holes in thin lines of anything lighter.
 */
export const LINE_INKS: Record<SceneInk, string> = { ...INKS, ink: '#000000' };
