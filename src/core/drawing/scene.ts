/**
 * A drawing as plain data, so that one list of shapes serves a page (SVG) and a print (PDF). Lengths are in points,
 * `y` runs downwards from the top left corner. A scene holds what is shown and nothing of why.
 */
export interface Scene {
  readonly width: number;
  readonly height: number;
  /** What the drawing is, in a few words: the name of the figure to those who cannot see it. */
  readonly title: string;
  /** What the drawing says, in sentences, to those who cannot see it. */
  readonly description: string;
  /** In the order of drawing: later shapes lie above earlier ones. */
  readonly shapes: readonly Shape[];
}

/** Inks by name; how they look is up to the medium. Colour never carries a meaning alone. */
export type SceneInk = 'ink' | 'mid' | 'soft' | 'rule' | 'tint' | 'accent' | 'flag' | 'paper';

/** Letters by role: what a program says is set in sans, a person's own words in serif. */
export type SceneFace = 'sans' | 'sansSemi' | 'serif' | 'serifSemi';

/** A drawn line. Dashes are lengths of marks and gaps in turn, in points. */
export interface Stroke {
  readonly ink: SceneInk;
  readonly width: number;
  readonly dash?: readonly number[];
}

/** How an area is filled: plainly, or with slanted lines that survive a fax. */
export type Fill = { readonly ink: SceneInk } | { readonly hatch: SceneInk; readonly gap: number };

export type Shape = LineShape | PathShape | TextShape;

export interface LineShape {
  readonly kind: 'line';
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly stroke: Stroke;
}

/** Any outline, in SVG's path language (absolute M L H V C Q A Z). */
export interface PathShape {
  readonly kind: 'path';
  readonly d: string;
  readonly stroke?: Stroke;
  readonly fill?: Fill;
}

/** One line of text; `y` is its baseline. Text may be of any script and may be long: whoever lays it out has measured it. */
export interface TextShape {
  readonly kind: 'text';
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size: number;
  readonly face: SceneFace;
  readonly ink: SceneInk;
  readonly anchor: 'start' | 'middle' | 'end';
}

/** The width of a text in points, as the medium will set it. */
export type MeasureText = (text: string, face: SceneFace, size: number) => number;
