import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { readWorksheets, shippedFolder } from '../src/catalogue/shipped.js';
import { compile } from '../src/core/worksheet/compile.js';
import { raiseFlags } from '../src/core/worksheet/flags.js';
import { plainly } from '../src/core/worksheet/plainly.fixtures.js';
import { toSubmission } from '../src/core/worksheet/submission.js';
import { sumUp } from '../src/core/worksheet/sums.js';
import { tailor } from '../src/core/worksheet/tailor.js';
import { submitProblems } from '../src/core/worksheet/validation.js';
import { visibility } from '../src/core/worksheet/visibility.js';
import type { Measured } from './bench.types.js';
import { bigAnswers, bigWorksheet } from './engine.seed.js';
import { inTurn } from './timing.js';

const BUDGET_MS = 1;
const EVALUATIONS = { warmUp: 300, counted: 301 };
const LOADS = { warmUp: 5, counted: 21 };

/** What the engine costs for 200 items with branches, and the whole catalogue from its files to ready for use. */
export async function run(): Promise<readonly Measured[]> {
  return [...evaluation(), catalogue()];
}

function evaluation(): readonly Measured[] {
  const worksheet = bigWorksheet();
  const answers = bigAnswers(worksheet);
  const compiled = compile(worksheet);
  const items = [...compiled.items.values()].map(({ item }) => item);
  const shown = visibility(compiled, answers);
  const see = (): number => {
    const seen = visibility(compiled, answers);
    return items.filter(({ id }) => seen.item(id)).length;
  };
  const seePlainly = (): number => {
    const seen = plainly(worksheet, {}, answers, {});
    return items.filter((item) => seen.item(item)).length;
  };
  const everything = (): number => {
    const seen = visibility(compiled, answers);
    return (
      submitProblems(compiled, answers, seen).length +
      Object.keys(toSubmission(compiled, answers, seen)).length +
      raiseFlags(compiled, answers, {}, seen).length +
      sumUp(compiled, answers, seen).length
    );
  };
  const parts = {
    visibility: see,
    validation: () => submitProblems(compiled, answers, shown).length,
    submission: () => Object.keys(toSubmission(compiled, answers, shown)).length,
    flags: () => raiseFlags(compiled, answers, {}, shown).length,
    sums: () => sumUp(compiled, answers, shown).length,
    compile: () => compile(worksheet).order.length,
    'JSON.stringify of the definition': () => JSON.stringify(worksheet).length,
  };
  const [all = NaN, naive = NaN, ...each] = inTurn(
    [everything, seePlainly, ...Object.values(parts)],
    EVALUATIONS,
  );
  const listed = Object.keys(parts).map((part, index) => `${part} ${ms(each[index] ?? NaN)}`);
  return [
    {
      name: 'engine, everything of 200 items once over 1 ms',
      ratio: all / BUDGET_MS,
      detail: `less is better; ${ms(all)}; alone: ${listed.join(', ')}`,
    },
    {
      name: 'engine, visibility over a plain evaluator without order or compiling',
      ratio: (each[0] ?? NaN) / naive,
      detail: `less is better; ${ms(each[0] ?? NaN)} against ${ms(naive)}`,
    },
  ];
}

/** The files are read in both, so that the disk weighs the same. */
function catalogue(): Measured {
  const folder = shippedFolder();
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  const load = (): number =>
    readWorksheets(folder).worksheets.reduce(
      (steps, { worksheet }) => steps + compile(tailor(worksheet, {})).order.length,
      0,
    );
  const parseAlone = (): number =>
    files.filter((name) => parse(readFileSync(path.join(folder, name), 'utf8')) !== null).length;
  const [ours = NaN, bare = NaN] = inTurn([load, parseAlone], LOADS);
  return {
    name: 'engine, the catalogue from files to compiled over parsing its YAML alone',
    ratio: ours / bare,
    detail: `1 is the least there is; ${files.length} files, ${ms(ours)} against ${ms(bare)}`,
  };
}

function ms(milliseconds: number): string {
  return `${milliseconds.toFixed(2)} ms`;
}
