import { expect, test } from '@jest/globals';
import { scopeAllows } from './access-token-scopes.js';

test.each([
  ['query', ['read'], true],
  ['query', ['write'], false],
  ['query', ['read', 'write'], true],
  ['subscription', ['read'], true],
  ['subscription', ['write'], false],
  ['mutation', ['read'], false],
  ['mutation', ['write'], true],
  ['mutation', ['read', 'write'], true],
  ['query', [], false],
  ['mutation', [], false],
] as const)('a %s by a token for %j: %s', (operation, scopes, allowed) => {
  expect(scopeAllows(operation, scopes)).toBe(allowed);
});
