import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Answers } from '../worksheet/answers.js';
import { drawn } from '../worksheet/drawn.fixtures.js';
import { toSubmission } from '../worksheet/submission.js';
import { submitProblems } from '../worksheet/validation.js';
import { fromQuestionnaireResponse } from './read-response.js';
import { toQuestionnaire } from './questionnaire.js';
import { toQuestionnaireResponse } from './response.js';
import { validateResponse } from './validate-response.js';

const FACTS = { status: 'completed', authored: '2026-11-24T10:00:00Z' } as const;

test('answers come back as they were, rows in their order and with their ids', () =>
  fc.assert(
    fc.property(drawn, ({ worksheet, compiled, answers }) => {
      const submission = toSubmission(compiled, answers);
      const response: unknown = JSON.parse(JSON.stringify(toQuestionnaireResponse(worksheet, submission, FACTS)));
      expect(fromQuestionnaireResponse(worksheet, response)).toEqual(submission);
    }),
    { numRuns: 500, endOnFailure: true },
  ));

test('a submission of ours is a response that FHIR accepts', () =>
  fc.assert(
    fc.property(drawn, ({ worksheet, compiled, answers }) => {
      fc.pre(submitProblems(compiled, answers).length === 0);
      const response = toQuestionnaireResponse(worksheet, toSubmission(compiled, answers), FACTS);
      expect(validateResponse(toQuestionnaire(worksheet, { hash: 'x' }), response)).toEqual([]);
    }),
    { numRuns: 300, endOnFailure: true },
  ));
