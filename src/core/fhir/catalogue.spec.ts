import { expect, test } from '@jest/globals';
import { contentHash } from '../worksheet/hash.js';
import { catalogue } from './catalogue.fixtures.js';
import { fromQuestionnaire } from './import.js';
import { toQuestionnaire } from './questionnaire.js';

const named = catalogue.map((worksheet) => [worksheet.id, worksheet] as const);

test('all 27 worksheets are looked at', () => expect(catalogue).toHaveLength(27));

test.each(named)('%s comes back from its Questionnaire as it was', (_id, worksheet) => {
  const resource: unknown = JSON.parse(JSON.stringify(toQuestionnaire(worksheet, { hash: contentHash(worksheet) })));
  expect(fromQuestionnaire(resource)).toEqual({ worksheet, losses: [] });
});
