import type { Onward } from '../web/client/model.js';
import { CARRIED_FIELD } from './carried-forms.js';
import { postedText } from './posted-fields.js';

const PAGES = /^(?:\/log-in|\/w\/[0-9a-f-]{36}(?:\?part=\d{1,3}|\/review|\/done|\/submit|\/answers)?)$/;

/** The address, if it is that of a page of the client's; '' for anything else. */
export function pageAt(to: string): string {
  return PAGES.test(to) ? to : '';
}

/** Is it a page that only opens to somebody who has shown just now who they are? */
export function wantsToBeSure(to: string): boolean {
  return to === '/log-in' || to.endsWith('/answers');
}

/** Where a form of the way in leads, as it says itself: to a page of the client's and nowhere else. */
export function onwardIn(body: unknown): Onward {
  return { to: pageAt(postedText(body, 'to')), carried: postedText(body, CARRIED_FIELD) };
}

/** The status and the address to go on with: a form that waits is sent again (307), a page is asked for (303). */
export function goingOn({ to, carried }: Onward): { readonly status: 303 | 307; readonly to: string } {
  if (carried !== '') return { status: 307, to };
  // What can only be sent is no page.
  return { status: 303, to: to.replace(/\/submit$/, '/review') };
}
