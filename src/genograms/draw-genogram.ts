import type { Scene } from '../core/drawing/scene.js';
import { familyFromAnswers } from '../core/genogram/from-answers.js';
import { genogram, type GenogramPage } from '../core/genogram/genogram.js';
import type { Move } from '../core/genogram/moves.js';
import { validateFamily } from '../core/genogram/validate-family.js';
import type { Answers } from '../core/worksheet/answers.js';
import { LANDSCAPE_AREA } from '../platform/pdf/figure.js';
import { measureText } from '../platform/pdf/measure.js';
import type { GenogramFinding, GenogramPerson, GenogramView } from './genogram.types.js';

/** A drawing, or why there can be none. */
export type DrawnGenogram =
  | {
      readonly drawn: true;
      readonly scenes: readonly Scene[];
      readonly persons: readonly GenogramPerson[];
      readonly findings: readonly GenogramFinding[];
    }
  | { readonly drawn: false; readonly findings: readonly GenogramFinding[] };

/** Draws what the answers tell of a family. `today`: the year that ages are reckoned to. */
export function drawGenogram(
  answers: Answers,
  { mode, show, deathsInWords }: GenogramView,
  { moves, today }: { readonly moves: readonly Move[]; readonly today: number },
): DrawnGenogram {
  const family = familyFromAnswers(answers);
  const findings = validateFamily(family, { today });
  if (family.persons.length === 0 || findings.some(({ level }) => level === 'refused'))
    return { drawn: false, findings };
  const pages = genogram(family, {
    mode,
    ticks: new Set(show),
    measure: measureText,
    area: LANDSCAPE_AREA,
    today,
    moves,
    deathMark: deathsInWords ? 'words' : 'cross',
  });
  return { drawn: true, scenes: pages.map(({ scene }) => scene), persons: placesOn(pages), findings };
}

/** Everybody whom the client named, once, though two maps may show the same person. */
function placesOn(pages: readonly GenogramPage[]): readonly GenogramPerson[] {
  const places = new Map<string, GenogramPerson>();
  for (const { laid } of pages) {
    for (const { person, x } of laid.people)
      if (!person.ghost && !places.has(person.id))
        places.set(person.id, { id: person.id, label: person.label, x: x - laid.origin });
  }
  return [...places.values()];
}
