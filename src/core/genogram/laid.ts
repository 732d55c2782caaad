import type { Run } from './child-lines.js';
import type { CoupleLine } from './couple-lines.js';
import type { Bond, Person } from './family.js';
import type { Lattice } from './lattice.js';
import type { Legend } from './legend.js';
import type { Box, Style } from './metrics.js';
import type { LabelLine, Marks } from './place-boxes.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A bond with its way round the symbols. */
export interface RoutedBond {
  readonly bond: Bond;
  /** From `a` to `b`, evenly spaced. */
  readonly points: readonly Point[];
  readonly text?: { readonly text: string; readonly x: number; readonly y: number; readonly box: Box };
}

/** A person as placed; coordinates are those of the map in full size, before `scale`. */
export interface LaidPerson {
  readonly person: Person;
  readonly row: number;
  /** Middle of the symbol. */
  readonly x: number;
  readonly y: number;
  readonly symbol: Box;
  readonly label: readonly (LabelLine & {
    readonly x: number;
    readonly y: number;
    readonly anchor: 'start' | 'middle';
  })[];
  readonly labelBox?: Box;
  readonly marks: Marks;
  readonly marksBox?: Box;
  readonly age?: number;
}

/** A family laid out: where everyone stands, and every line. Facts are in it only as far as they are drawn. */
export interface LaidFamily {
  readonly people: readonly LaidPerson[];
  readonly couples: readonly CoupleLine[];
  readonly runs: readonly Run[];
  readonly bonds: readonly RoutedBond[];
  /** Bonds that are left out because there are more than may be drawn. */
  readonly bondsLeftOut: number;
  /** Straight lines through a row, at places where nobody stands. */
  readonly passings: readonly {
    readonly place: number;
    readonly x: number;
    readonly top: number;
    readonly bottom: number;
    readonly nest: number;
  }[];
  readonly lattice: Lattice;
  /** Where the layout alone would put the index person (else the first by id): moves count from here. */
  readonly origin: number;
  readonly style: Style;
  /** Size of the map itself in full size, without the legend. */
  readonly width: number;
  readonly height: number;
  /** 1, or less where the area would not hold it. */
  readonly scale: number;
  readonly area: { readonly width: number; readonly height: number };
  readonly legend: Legend;
  /** What the print must say of itself, in plain words. */
  readonly warnings: readonly string[];
  readonly deathInWords: boolean;
  readonly harmKinds: boolean;
}

/** What stands before bonds find their ways between it. */
export type Placed = Pick<
  LaidFamily,
  'origin' | 'people' | 'couples' | 'runs' | 'passings' | 'style' | 'width' | 'height'
>;
