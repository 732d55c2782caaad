import type { ClientPage } from '../web/client/model.js';

/**
 * What a request comes to: a page, or another address under the client's pages (`/w/…`, '' for the list; with `again`,
 * the form is to be sent there once more). `cookies` are complete Set-Cookie values.
 */
export type Shown =
  | { readonly page: ClientPage; readonly status: number }
  | { readonly goTo: string; readonly again?: boolean; readonly cookies?: readonly string[] };

/** The same, or the end of the session on the plain page. */
export type ShownOrLeft = Shown | { readonly leave: true };
