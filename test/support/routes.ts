import type { TestApp } from './app.js';

/** One way to ask: a method, and an address that the router knows. */
export interface Route {
  readonly method: string;
  /** As it is declared: `/me/w/:assignmentId`. */
  readonly pattern: string;
}

/** Every route that the router has, read from the router itself, so that none can be forgotten. */
export function routesOf({ app }: Pick<TestApp, 'app'>): Route[] {
  const printed = app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
  const parents: string[] = [];
  return printed.split('\n').flatMap((line) => {
    const [, indent = '', path = '', methods = ''] =
      /^(.*?)[├└]── (\S+)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
    if (path === '') return [];
    const depth = indent.length / 4;
    parents.splice(depth, Infinity, path);
    const pattern = parents.join('');
    return methods === '' ? [] : methods.split(', ').map((method) => ({ method, pattern }));
  });
}

/** An address that a route answers: its parameters are `value`. */
export function addressOf({ pattern }: Route, value: string): string {
  return pattern.replaceAll(/:\w+/g, value);
}
