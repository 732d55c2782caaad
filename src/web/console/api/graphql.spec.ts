import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { CLIENT_LINK, CLIENTS, FAMILY_MAP } from './graphql.js';

const schema = buildSchema(readFileSync(new URL('../../../../schema.graphql', import.meta.url), 'utf8'));

test.each([CLIENTS, CLIENT_LINK, FAMILY_MAP])('the operation fits the schema: %#', (document) => {
  expect(validate(schema, parse(document))).toEqual([]);
});

test('an operation that does not fit is seen', () => {
  expect(validate(schema, parse(CLIENT_LINK.replace('qrSvg', 'qrPng')))).not.toEqual([]);
});
