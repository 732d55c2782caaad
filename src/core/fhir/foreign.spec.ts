import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Answers } from '../worksheet/answers.js';
import { compile } from '../worksheet/compile.js';
import { drawAnswers, drawnBy } from '../worksheet/drawn-answers.fixtures.js';
import { canonicalJson } from '../worksheet/hash.js';
import { toSubmission } from '../worksheet/submission.js';
import { submitProblems } from '../worksheet/validation.js';
import { drawnQuestionnaire } from './drawn-questionnaire.fixtures.js';
import { FOREIGN, foreign, imported } from './foreign.fixtures.js';
import { fromQuestionnaire, type Imported } from './import.js';
import { mutated } from './mutated.fixtures.js';
import { toQuestionnaire } from './questionnaire.js';
import { fromQuestionnaireResponse } from './read-response.js';
import { toQuestionnaireResponse } from './response.js';
import type { Questionnaire } from './types.js';
import { validateResponse } from './validate-response.js';

const FACTS = { status: 'completed', authored: '2026-11-24T10:00:00Z' } as const;

test('any Questionnaire of what import understands is taken and given back as it was', () =>
  fc.assert(
    fc.property(drawnQuestionnaire, (resource) => {
      const { worksheet } = imported(resource);
      expect(canonicalJson(toQuestionnaire(worksheet, { hash: '' }))).toBe(canonicalJson(resource));
    }),
    { numRuns: 60 },
  ));

test.each(FOREIGN)('%s with any of its parts changed is refused or given back as it was', (name) =>
  fc.assert(
    fc.property(mutated(foreign(name)), (resource) => {
      const before = canonicalJson(resource);
      const result = fromQuestionnaire(resource);
      if ('problems' in result) expect(result.problems).not.toEqual([]);
      else expect(canonicalJson(toQuestionnaire(result.worksheet, { hash: '' }))).toBe(before);
    }),
    { numRuns: 60 },
  ),
);

test('anything at all is refused or taken, and nothing is thrown', () =>
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.jsonValue()), fc.jsonValue(), (resource, item) => {
      fromQuestionnaire(resource);
      fromQuestionnaire({ resourceType: 'Questionnaire', item });
      fromQuestionnaire({
        resourceType: 'Questionnaire',
        item: [{ linkId: '1', type: 'string', text: 'A', item }],
      });
    }),
    { numRuns: 300 },
  ));

/** A form, what came of it, and a submission of it. */
interface Filled extends Imported {
  readonly resource: Questionnaire;
  readonly submission: Answers;
  readonly isComplete: boolean;
}

const filled = drawnQuestionnaire.chain((resource) => {
  const { worksheet, losses } = imported(resource);
  const compiled = compile(worksheet);
  return drawnBy((draw): Filled => {
    const answers = drawAnswers(draw, worksheet);
    const isComplete = submitProblems(compiled, answers).length === 0;
    return { resource, worksheet, losses, submission: toSubmission(compiled, answers), isComplete };
  });
});

test('answers to it come back as they were', () =>
  fc.assert(
    fc.property(filled, ({ worksheet, submission }) => {
      const response: unknown = JSON.parse(
        JSON.stringify(toQuestionnaireResponse(worksheet, submission, FACTS)),
      );
      expect(fromQuestionnaireResponse(worksheet, response)).toEqual(submission);
    }),
    { numRuns: 60 },
  ));

test('a complete submission is a valid response to the Questionnaire that it came from', () =>
  fc.assert(
    fc.property(filled, ({ resource, worksheet, losses, submission, isComplete }) => {
      // Groups that have to be answered are not asked for by us, which the losses tell.
      fc.pre(isComplete && losses.every(({ what }) => what !== 'required'));
      expect(validateResponse(resource, toQuestionnaireResponse(worksheet, submission, FACTS))).toEqual([]);
    }),
    { numRuns: 50 },
  ));
