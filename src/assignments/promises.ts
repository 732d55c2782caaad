import type { Answers, Row } from '../core/worksheet/answers.js';
import type { Promised, ShareClass, Worksheet } from '../core/worksheet/definition.js';
import { answerOf, rowsOf, valueOf } from '../core/worksheet/reading.js';
import type { AgreedPromise, JointAgreement } from './promises.types.js';

/** The worksheet on which a couple makes promises, and the group that holds them. */
export const AGREEMENT = 'trust-agreement';
const PROMISES = 'ta.commit';
const REVIEW = 'ta.review';

/**
 * The promises that are in force on a day, out of a submitted agreement: those that nobody said no to, that have begun
 * and have not ended. Only where the agreement's promises are joint: what is anybody's own goes no further.
 * @param today YYYY-MM-DD in the practice's zone
 */
export function promisesInForce(agreement: Worksheet, answers: Answers, today: string): readonly Promised[] {
  return inForce(agreement, answers, today).map(({ id, text, kind }) => ({
    id,
    text,
    ...(kind !== undefined && { kind }),
  }));
}

/**
 * The agreement as both partners may see it: the promises in force, whose they are, and when all is reviewed.
 * @param today YYYY-MM-DD in the practice's zone
 */
export function agreementOn(
  { worksheet, answers, submittedAt }: AnsweredAgreement,
  today: string,
): JointAgreement {
  const reviewOn = shareOf(worksheet, REVIEW) === 'J' ? valueOf(answerOf(answers, REVIEW)) : undefined;
  return {
    agreedAt: submittedAt,
    promises: inForce(worksheet, answers, today),
    ...(typeof reviewOn === 'string' && { reviewOn }),
  };
}

/** An agreement that was handed in. */
export interface AnsweredAgreement {
  readonly worksheet: Worksheet;
  readonly answers: Answers;
  readonly submittedAt: Date;
}

function inForce(agreement: Worksheet, answers: Answers, today: string): readonly AgreedPromise[] {
  if (shareOf(agreement, PROMISES) !== 'J') return [];
  return rowsOf(answerOf(answers, PROMISES)).flatMap((row): readonly AgreedPromise[] => {
    const [text, kind, end] = [wordsIn(row, 'promise'), wordsIn(row, 'kind'), wordsIn(row, 'end')];
    const agreed = wordsIn(row, 'oka') !== 'no' && wordsIn(row, 'okb') !== 'no';
    const begun = (wordsIn(row, 'start') ?? today) <= today;
    const ended = (end ?? today) < today;
    if (text === undefined || !agreed || !begun || ended) return [];
    const who = labelIn(agreement, row, 'who');
    return [
      {
        id: row.id,
        text,
        ...(kind !== undefined && { kind }),
        ...(who !== undefined && { who }),
        ...(end !== undefined && { reviewOn: end }),
      },
    ];
  });
}

function shareOf({ share, sections }: Worksheet, asked: string): ShareClass | undefined {
  for (const section of sections) {
    const item = section.items.find(({ id }) => id === asked);
    if (item) return item.share ?? section.share ?? share;
  }
  return undefined;
}

/** What a choice in a promise's row says, in the worksheet's words. */
function labelIn({ sections }: Worksheet, row: Row, field: string): string | undefined {
  const chosen = wordsIn(row, field);
  if (chosen === undefined) return undefined;
  const group = sections.flatMap(({ items }) => items).find(({ id }) => id === PROMISES);
  const choice = group?.type === 'group' ? group.fields.find(({ id }) => id === field) : undefined;
  const options = choice?.type === 'choice' ? choice.options : [];
  return options.find(({ value }) => value === chosen)?.label ?? chosen;
}

function wordsIn(row: Row, field: string): string | undefined {
  const value = valueOf(answerOf(row.answers, field));
  return typeof value === 'string' ? value.trim() : undefined;
}
