import type { ClientPage } from '../web/client/model.js';

/** What a request comes to: a page, or another address under the client's pages (`/w/…`, '' for the list). */
export type Shown = { readonly page: ClientPage; readonly status: number } | { readonly goTo: string };
