import type { MeasureText, Scene } from '../drawing/scene.js';
import type { Answers } from '../worksheet/answers.js';
import { describeFamily, type FamilyInWords } from './describe-family.js';
import { drawFamilyApart } from './draw-family.js';
import type { Family } from './family.js';
import { familyFromAnswers } from './from-answers.js';
import { layoutSteps } from './layout-family.js';
import { shownFacts, shownFamily } from './shown-family.js';
import { validateFamily } from './validate-family.js';
import { allOf, type Steps } from './steps.js';
import { nameOf } from './words.js';

/** The facts that a client's own page draws: what a client's copy shows without any tick. */
export function familyOfPage(answers: Answers): Family {
  return shownFamily(familyFromAnswers(answers), shownFacts('client', new Set()));
}

export interface PageOptions {
  readonly measure: MeasureText;
  /** The year for ages. */
  readonly today: number;
  /** Points that there is room for; a map that needs more is wider. */
  readonly width: number;
}

/** A family on the client's own page, as far as it can be drawn. */
export interface FamilyOnPage {
  /** Absent where there is nobody, or where the links contradict each other so that no drawing could be true. */
  readonly drawing?: {
    readonly map: Scene;
    readonly legend: Scene;
    /** Middle of the person whose map it is, in points of the map. */
    readonly middle: { readonly x: number; readonly y: number };
    readonly words: FamilyInWords;
  };
  /** Everybody on the list, by name. */
  readonly names: readonly string[];
  /** What does not fit together, in plain words, each once. */
  readonly doubts: readonly string[];
}

/** Draws what `familyOfPage` gives. Throws never. */
export function familyOnPage(family: Family, options: PageOptions): FamilyOnPage {
  return allOf(familyOnPageSteps(family, options));
}

/** The same in steps, for a page that has to answer keys meanwhile. */
export function* familyOnPageSteps(
  family: Family,
  { measure, today, width }: PageOptions,
): Steps<FamilyOnPage> {
  const names = family.persons.filter(({ ghost }) => !ghost).map(nameOf);
  const findings = validateFamily(family, { today });
  // A couple or bond of which one end is not chosen yet is not wrong, only not finished.
  const told = findings.filter(({ code }) => code !== 'UNKNOWN_PERSON');
  const doubts = [...new Set(told.map(({ message }) => message))];
  if (names.length === 0 || findings.some(({ level }) => level === 'refused')) return { names, doubts };
  yield;
  const laid = yield* layoutSteps(family, {
    measure,
    today,
    area: { width, height: Infinity },
    scrolls: true,
    deathMark: 'words',
  });
  const me = laid.people.find(({ person }) => person.index);
  yield;
  const middle = { x: me?.x ?? laid.width / 2, y: me?.y ?? laid.height / 2 };
  return { drawing: { ...drawFamilyApart(laid), middle, words: describeFamily(laid) }, names, doubts };
}
