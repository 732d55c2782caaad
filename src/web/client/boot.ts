import type { CoverPage, PartPage, ReviewPage, Shell } from './model.js';

/** The element that carries the page's data to the script. */
export const BOOT_ID = 'boot';

/** What the script starts from: the same page that the server drew, with the worksheet as the client may see it. */
export interface Boot {
  readonly page: CoverPage | PartPage | ReviewPage;
  readonly shell: Shell;
}

/** A data block, inert under any policy; no text that a client has written can end it. */
export function bootScript({ page, shell }: Boot): string {
  const json = JSON.stringify({ page, shell })
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
  return `<script type="application/json" id="${BOOT_ID}">${json}</script>`;
}
