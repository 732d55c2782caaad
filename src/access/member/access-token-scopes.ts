import type { TokenScope } from '../actor.js';

/**
 * Whether a token with `scopes` may send an operation of this type: reading reads, writing changes, and neither
 * includes the other.
 */
export function scopeAllows(
  operation: 'query' | 'mutation' | 'subscription',
  scopes: readonly TokenScope[],
): boolean {
  return scopes.includes(operation === 'mutation' ? 'write' : 'read');
}
