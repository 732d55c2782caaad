import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { MY_ASSIGNMENT_IDS } from './again/own.js';
import { SAVE_DRAFT, SUBMIT } from './documents.js';

const schema = buildSchema(readFileSync(new URL('../../../schema.graphql', import.meta.url), 'utf8'));

test.each([SAVE_DRAFT, SUBMIT, MY_ASSIGNMENT_IDS])('the operation fits the schema: %#', (document) => {
  expect(validate(schema, parse(document))).toEqual([]);
});

test('an operation that does not fit is seen', () => {
  expect(validate(schema, parse(SAVE_DRAFT.replace('savedAt', 'savedWhen')))).not.toEqual([]);
});
