import type { ClientPage } from '../web/client/model.js';

/**
 * What a request comes to: a page, another address under the client's pages (`/w/…`, '' for the list), or the end of
 * the session on the plain page.
 */
export type Shown =
  | { readonly page: ClientPage; readonly status: number }
  | { readonly goTo: string }
  | { readonly leave: true };
