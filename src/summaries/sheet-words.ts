import type { Worksheet } from '../core/worksheet/definition.js';
import { typeset } from './summary.answers.js';

/** Enough of the hash to tell versions apart by eye. */
const SHOWN_OF_HASH = 8;

/** "0.1 (28ede5b6)". `hash`: of the version's content, in hex. */
export function versionOf({
  worksheet,
  hash,
}: {
  readonly worksheet: Pick<Worksheet, 'version'>;
  readonly hash: string;
}): string {
  return `${worksheet.version} (${hash.slice(0, SHOWN_OF_HASH)})`;
}

/** The title, and which revision it is, where the client has handed in a changed one. */
export function titleOf({
  worksheet,
  revision,
}: {
  readonly worksheet: Pick<Worksheet, 'title'>;
  readonly revision: number;
}): string {
  const title = typeset(worksheet.title);
  return revision > 1 ? `${title}, revision ${revision}` : title;
}
