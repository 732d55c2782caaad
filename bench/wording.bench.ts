import { attacksOn, repeated } from '../src/core/worksheet/wording/attacks.fixtures.js';
import { RULES } from '../src/core/worksheet/wording/rules.js';
import { hasCrisisWords, markWording } from '../src/core/worksheet/wording/wording.js';
import type { Measured } from './bench.types.js';
import { inTurn, timeOf } from './timing.js';

const LENGTHS = [5_000, 10_000, 20_000, 40_000] as const;
const ROUNDS = { warmUp: 20, counted: 41, calls: 10 };

const ORDINARY =
  'On Friday I told you that I was at work. I was with her. I lied to you about the money too, for two years, and ' +
  'you lay awake. I hear that you felt foolish in front of our friends. I have closed the account. ';

/**
 * What the helper costs as a text grows: an ordinary one, and of all texts made to keep a rule busy the one that takes
 * longest. Beside each stands one plain pass over its characters. Linear is 1; quadratic would be 8.
 */
export async function run(): Promise<readonly Measured[]> {
  return [measure('an ordinary text', ORDINARY), measure('the slowest hostile text', slowestPiece())];
}

function measure(what: string, piece: string): Measured {
  const texts = LENGTHS.map((length) => repeated(piece, length));
  const times = inTurn(
    texts.flatMap((text) => [() => readAlong(text), () => countSpaces(text)]),
    ROUNDS,
  );
  const rows = LENGTHS.map((length, index) => ({
    length,
    ours: times[2 * index] ?? NaN,
    plain: times[2 * index + 1] ?? NaN,
  }));
  const [shortest, longest] = [rows[0], rows.at(-1)];
  if (!shortest || !longest) throw new Error('There is nothing to measure.');
  const growth = longest.length / shortest.length;
  const listed = rows.map(
    ({ length, ours, plain }) =>
      `${length / 1000}k ${ours.toFixed(2)} ms, ${(ours / plain).toFixed(0)} times a plain pass`,
  );
  return {
    name: `wording helper on ${what}, time over linear`,
    ratio: longest.ours / (growth * shortest.ours),
    detail: `1 is linear, ${growth} quadratic; ${listed.join('; ')}; repeats ${JSON.stringify(piece.slice(0, 24))}`,
  };
}

function readAlong(text: string): number {
  return markWording(text).length + Number(hasCrisisWords(text));
}

function countSpaces(text: string): number {
  let spaces = 0;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) === 0x20) spaces += 1;
  return spaces;
}

function slowestPiece(): string {
  const pieces = RULES.flatMap(({ phrases }) => attacksOn(phrases.map(({ source }) => source).join('|')));
  const texts = pieces.map((piece) => repeated(piece, LENGTHS[0]));
  const costs = texts.map((text) => Math.min(...[1, 2, 3].map(() => timeOf(() => readAlong(text)))));
  return pieces[costs.indexOf(Math.max(...costs))] ?? '';
}
