import { clientView } from '../../core/worksheet/client-view.js';
import type { Worksheet } from '../../core/worksheet/definition.js';
import type { CoverPage, PartPage, ReviewPage, Shell } from './model.js';

/** The element that carries the page's data to the script. */
export const BOOT_ID = 'boot';

/** What the script starts from: the same page that the server drew. */
export interface Boot {
  readonly page: CoverPage | PartPage | ReviewPage;
  readonly shell: Shell;
}

/** A data block, inert under any policy; no text that a client has written can end it. */
export function bootScript({ page, shell }: Boot): string {
  const json = JSON.stringify({ page: { ...page, worksheet: forBrowser(page.worksheet) }, shell })
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
  return `<script type="application/json" id="${BOOT_ID}">${json}</script>`;
}

/** Without what is said to the clinician alone: also who should fill the worksheet in, and when. */
export function forBrowser(worksheet: Worksheet): Worksheet {
  return { ...clientView(worksheet), fills: '', when: '' };
}
