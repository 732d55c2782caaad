import { readyQueries } from './queries.js';

/** The UMD builds of React and GraphiQL, loaded before this module. */
interface Loaded {
  React: { createElement(type: unknown, props: unknown): unknown };
  ReactDOM: { createRoot(element: HTMLElement): { render(node: unknown): void } };
  GraphiQL: { createFetcher(options: { url: string }): unknown };
}

const { React, ReactDOM, GraphiQL } = window as unknown as Window & Loaded;

/** Nothing outlives the page: no token and no answer stays in the browser. */
class PageStorage {
  private readonly values = new Map<string, string>();
  get length(): number {
    return this.values.size;
  }
  getItem(key: string): string | null {
    return this.values.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.values.set(key, value);
  }
  removeItem(key: string): void {
    this.values.delete(key);
  }
  clear(): void {
    this.values.clear();
  }
}

// The fragment reaches no server and no log; it leaves the address bar before anybody can copy it by mistake.
const given = new URLSearchParams(location.hash.slice(1));
history.replaceState(null, '', location.pathname);

// Without a token the console's sign-in in this browser counts.
const token = given.get('token');
const headers = token === null ? '' : JSON.stringify({ authorization: `Bearer ${token}` }, null, 2);
const ids = {
  client: given.get('client') ?? 'a client’s id',
  session: given.get('session') ?? 'a session’s id',
};
const root = document.getElementById('graphiql');
if (root)
  ReactDOM.createRoot(root).render(
    React.createElement(GraphiQL, {
      fetcher: GraphiQL.createFetcher({ url: new URL('graphql', location.href).href }),
      storage: new PageStorage(),
      defaultTabs: readyQueries(ids).map((ready) => ({ ...ready, headers })),
      defaultHeaders: headers,
      isHeadersEditorEnabled: true,
      shouldPersistHeaders: false,
    }),
  );
