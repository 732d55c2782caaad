import type { Answers, Row } from '../core/worksheet/answers.js';
import type { Promised, ShareClass, Worksheet } from '../core/worksheet/definition.js';
import { answerOf, rowsOf, valueOf } from '../core/worksheet/reading.js';

/** The worksheet on which a couple makes promises, and the group that holds them. */
export const AGREEMENT = 'trust-agreement';
const PROMISES = 'ta.commit';

/**
 * The promises that are in force on a day, out of a submitted agreement: those that nobody said no to, that have begun
 * and have not ended. Only where the agreement's promises are joint: what is anybody's own goes no further.
 * @param today YYYY-MM-DD in the practice's zone
 */
export function promisesInForce(agreement: Worksheet, answers: Answers, today: string): readonly Promised[] {
  if (shareOfPromises(agreement) !== 'J') return [];
  return rowsOf(answerOf(answers, PROMISES)).flatMap((row): readonly Promised[] => {
    const [text, kind] = [wordsIn(row, 'promise'), wordsIn(row, 'kind')];
    const agreed = wordsIn(row, 'oka') !== 'no' && wordsIn(row, 'okb') !== 'no';
    const begun = (wordsIn(row, 'start') ?? today) <= today;
    const ended = (wordsIn(row, 'end') ?? today) < today;
    if (text === undefined || !agreed || !begun || ended) return [];
    return [{ id: row.id, text, ...(kind !== undefined && { kind }) }];
  });
}

function shareOfPromises({ share, sections }: Worksheet): ShareClass | undefined {
  for (const section of sections) {
    const item = section.items.find(({ id }) => id === PROMISES);
    if (item) return item.share ?? section.share ?? share;
  }
  return undefined;
}

function wordsIn(row: Row, field: string): string | undefined {
  const value = valueOf(answerOf(row.answers, field));
  return typeof value === 'string' ? value.trim() : undefined;
}
