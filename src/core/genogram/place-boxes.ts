import type { MeasureText, SceneFace, SceneInk } from '../drawing/scene.js';
import type { Person } from './family.js';
import type { Lattice } from './lattice.js';
import { SIZE, type Style } from './metrics.js';
import { plainWords, wrapWords } from './plain-words.js';
import { CHILD_MARKS, HABIT_LETTERS, nameOf, RELATION_WORDS, yearsOf } from './words.js';

export interface LabelLine {
  readonly text: string;
  readonly face: SceneFace;
  readonly size: number;
  readonly ink: SceneInk;
}

/** What stands at the left of a symbol, from top to bottom. */
export interface Marks {
  readonly secret: boolean;
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** All that a place needs, measured: how far it reaches from its middle to either side, and what is written there. */
export interface PlaceBox {
  readonly left: number;
  readonly right: number;
  /** Half of the symbol, the second outline counted. */
  readonly half: number;
  readonly label: readonly LabelLine[];
  readonly labelWidth: number;
  readonly marks: Marks;
}

const NO_MARKS: Marks = { secret: false, lines: [], width: 0, height: 0 };
/** Room for a line that passes between people. */
const PASSING: PlaceBox = { left: 4, right: 4, half: 0, label: [], labelWidth: 0, marks: NO_MARKS };
const MOST_LETTERS_IN_LINE = 4;
/** At either side of a label, room for the line from a single parent to the children. */
const LANE_BESIDE = 6;
export const MARK_LEADING = 8.6;
/** Side of the triangle of a secret, and the distance of marks and labels from a symbol. */
export const SECRET_SIDE = 11;
export const MARK_GAP = 2.5;
export const LABEL_GAP = 4;

export interface Labelling {
  readonly measure: MeasureText;
  readonly deathInWords: boolean;
  /** May the index person's own words on illness be printed? */
  readonly illness: boolean;
}

/** By place, what it needs in that style. */
export function placeBoxes(lattice: Lattice, style: Style, labelling: Labelling): readonly PlaceBox[] {
  const childMarks = childMarkWidths(lattice, labelling.measure);
  return lattice.places.map(({ person }) => {
    const who = person === undefined ? undefined : lattice.kin.people[person];
    if (!who || person === undefined) return PASSING;
    const joined =
      (lattice.kin.origins[person]?.length ?? 0) + (lattice.kin.nestsOf[person]?.length ?? 0) > 0;
    const isAlone = (lattice.kin.nestsOf[person] ?? []).some(
      (nest) => lattice.kin.nests[nest]?.partners.length === 1,
    );
    const lane = isAlone && style.labels === 'below' ? LANE_BESIDE : 0;
    return personBox(who, style, labelling, { joined, childMark: childMarks.get(person) ?? 0, lane });
  });
}

/** Half of a symbol from its middle, without the second outline. */
export function symbolHalf({ symbol }: Person): number {
  return symbol === 'man' || symbol === 'woman' ? SIZE.half : SIZE.diamond;
}

/** What a person's lines need besides: of the word beside a child's line, and of a single parent's line past the label. */
interface Needs {
  readonly joined: boolean;
  readonly childMark: number;
  readonly lane: number;
}

function personBox(
  person: Person,
  style: Style,
  labelling: Labelling,
  { joined, childMark, lane }: Needs,
): PlaceBox {
  const half = symbolHalf(person) + (person.index ? SIZE.outline : 0);
  const label = labelOf(person, style, labelling, joined);
  const labelWidth = Math.max(0, ...label.map(({ text, face, size }) => labelling.measure(text, face, size)));
  const marks = marksOf(person, labelling.measure);
  const markSide = half + (marks.width > 0 ? MARK_GAP + marks.width : 0);
  const beside = style.labels === 'beside';
  return {
    half,
    label,
    labelWidth,
    marks,
    left: Math.max(markSide, childMark, beside ? 0 : labelWidth / 2 + lane),
    right: Math.max(half, childMark, beside ? labelledSide(half, labelWidth) : labelWidth / 2 + lane),
  };
}

function labelledSide(half: number, labelWidth: number): number {
  return labelWidth > 0 ? half + LABEL_GAP + labelWidth : half;
}

/** Name, years, and the relation of whom no line joins to the others. Those whom nobody named have none. */
function labelOf(person: Person, style: Style, labelling: Labelling, joined: boolean): readonly LabelLine[] {
  if (person.ghost) return [];
  const { measure } = labelling;
  const wrap = { width: style.labelWidth, measure };
  const name = nameOf(person);
  const relation = person.relation && RELATION_WORDS[person.relation];
  const aside =
    joined || person.index || relation === undefined || relation === name ? '' : relation.toLowerCase();
  const illness = labelling.illness && person.index ? plainWords(person.illness ?? '') : '';
  const set = (
    text: string,
    lines: number,
    face: SceneFace,
    size: number,
    ink: SceneInk,
  ): readonly LabelLine[] =>
    wrapWords(text, { ...wrap, lines, face, size }).map((line) => ({ text: line, face, size, ink }));
  return [
    ...set(name, 2, 'sansSemi', SIZE.name, 'ink'),
    ...set(yearsOf(person, labelling.deathInWords), 2, 'sans', SIZE.small, 'mid'),
    ...set(aside, 2, 'sans', SIZE.small, 'mid'),
    ...set(illness, 2, 'serif', SIZE.small, 'mid'),
  ];
}

/** The triangle of a secret, how often trust was broken, and the letters of habits. */
function marksOf(person: Person, measure: MeasureText): Marks {
  const letters = [...new Set(person.habits.map(({ kind }) => HABIT_LETTERS[kind]))];
  const lines = person.breaks.length > 0 ? [`!${person.breaks.length}`] : [];
  for (let at = 0; at < letters.length; at += MOST_LETTERS_IN_LINE) {
    lines.push(letters.slice(at, at + MOST_LETTERS_IN_LINE).join(''));
  }
  const width = Math.max(
    person.secret ? SECRET_SIDE : 0,
    ...lines.map((line) => measure(line, 'sansSemi', SIZE.small)),
  );
  return {
    secret: person.secret,
    lines,
    width,
    height: lines.length * MARK_LEADING + (person.secret ? SECRET_SIDE : 0),
  };
}

/** By person, the room at either side for words beside the line from the parents. */
function childMarkWidths({ descents }: Lattice, measure: MeasureText): ReadonlyMap<number, number> {
  const widths = new Map<number, number>();
  for (const { child } of descents) {
    const mark = CHILD_MARKS[child.kind];
    if (mark === '') continue;
    const width = measure(mark, 'sans', SIZE.small) + 12;
    widths.set(child.person, Math.max(width, widths.get(child.person) ?? 0));
  }
  return widths;
}
