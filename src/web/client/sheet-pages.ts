import type { ClientPage } from './model.js';

type AnySheetPage = Extract<ClientPage, { kind: 'cover' | 'part' | 'review' }>;

/** Does the page show a worksheet being filled in? */
export function isSheet(page: ClientPage): page is AnySheetPage {
  return page.kind === 'cover' || page.kind === 'part' || page.kind === 'review';
}
