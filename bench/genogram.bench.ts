import { largeFamily, PATCHWORK, plainMeasure } from '../src/core/genogram/families.fixtures.js';
import type { Family } from '../src/core/genogram/family.js';
import { familyFromAnswers } from '../src/core/genogram/from-answers.js';
import { genogram } from '../src/core/genogram/genogram.js';
import type { Measured } from './bench.types.js';
import { cpuTime, inTurn } from './timing.js';

const SMALL = 15;
const LARGE = 60;
/** Milliseconds in which a family of `LARGE` is to be drawn. */
const BUDGET = 50;
const ROUNDS = { warmUp: 8, counted: 21, calls: 2, clock: cpuTime };

/**
 * What a family map costs, from facts to shapes, all styles tried: 60 people against the budget, and how much dearer a
 * person is in a large family than in a small one, on the same CPU clock.
 */
export async function run(): Promise<readonly Measured[]> {
  const [small, large] = [SMALL, LARGE].map((people) => familyFromAnswers(largeFamily(people)));
  if (!small || !large) throw new Error('There is nothing to measure.');
  const patchwork = familyFromAnswers(PATCHWORK);
  const [ofSmall = NaN, ofLarge = NaN, ofPatchwork = NaN] = inTurn(
    [() => draw(small), () => draw(large), () => draw(patchwork)],
    ROUNDS,
  );
  const growth = LARGE / SMALL;
  return [
    {
      name: `family map of ${LARGE} people over ${BUDGET} ms`,
      ratio: ofLarge / BUDGET,
      detail:
        `${ofLarge.toFixed(1)} ms of CPU on one sheet; ${SMALL} people ${ofSmall.toFixed(1)} ms, ` +
        `${patchwork.persons.length} with several partners and ${patchwork.bonds.length} bonds ${ofPatchwork.toFixed(1)} ms`,
    },
    {
      name: `family map, ${LARGE} people over ${growth} times ${SMALL}`,
      ratio: ofLarge / (growth * ofSmall),
      detail: '1 is linear, 4 quadratic',
    },
  ];
}

function draw(family: Family): number {
  const pages = genogram(family, { mode: 'clinician', measure: plainMeasure, today: 2026, split: false });
  return pages.reduce((sum, { scene }) => sum + scene.shapes.length, 0);
}
