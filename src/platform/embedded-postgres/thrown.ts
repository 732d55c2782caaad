/**
 * A property of something that was thrown by Node or `pg`, as text; empty when it has none.
 * (`instanceof Error` says no to errors of another realm, and narrows to no such property.)
 */
export function thrownDetail(error: unknown, name: 'code' | 'message' | 'status' | 'stderr'): string {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
