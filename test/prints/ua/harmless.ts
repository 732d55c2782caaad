import { isDict, isReference, nameOf, type Raw, type RawDict, type RawPdf } from '../raw/raw-pdf.js';
import { fileRule, type Rule } from './rule.js';

/** Keys that make a file act, reach out, or carry something along. */
const FORBIDDEN_KEYS = [
  '/JS',
  '/JavaScript',
  '/AA',
  '/OpenAction',
  '/EmbeddedFiles',
  '/EF',
  '/AF',
  '/XFA',
  '/RichMediaContent',
  '/OCProperties',
  '/PieceInfo',
  '/Collection',
  '/Perms',
  '/Threads',
];
/** The only thing that may happen at a click: going to a place in the same file. */
const ALLOWED_ACTIONS = ['GoTo'];
/** How much of the page shows what lies below: nothing is see-through, as faxes and copiers want it. */
const SEE_THROUGH = ['/SMask', '/ca', '/CA'];

/** A file only shows: it runs nothing, calls nobody, holds nothing back and hides nothing. */
export const HARMLESS_RULES: readonly Rule[] = [
  {
    id: 'no action',
    title: 'nothing in the file acts, reaches out or carries something along',
    check: ({ pdf }) =>
      everyDict(pdf).flatMap((dict) => Object.keys(dict).filter((key) => FORBIDDEN_KEYS.includes(key))),
  },
  {
    id: 'no link out',
    title: 'a click leads only to a place in the file',
    check: ({ pdf }) =>
      everyDict(pdf)
        .map((dict) => pdf.resolve(dict['/A']))
        .filter((action) => isDict(action))
        .flatMap((action) => nameOf(action['/S']) ?? [])
        .filter((kind) => !ALLOWED_ACTIONS.includes(kind)),
  },
  fileRule('7.16-1', 'the file is not encrypted', ({ pdf }) => pdf.trailer['/Encrypt'] === undefined),
  {
    id: 'opaque',
    title: 'nothing is see-through',
    check: ({ pdf }) =>
      everyDict(pdf).flatMap((dict) =>
        SEE_THROUGH.filter((key) => {
          const value = dict[key];
          return isDict(value) || isReference(value) || (typeof value === 'number' && value < 1);
        }),
      ),
  },
];

/** Every dictionary of a file, however deep. */
function everyDict(pdf: RawPdf): readonly RawDict[] {
  const within = (raw: Raw | undefined): readonly RawDict[] => {
    if (Array.isArray(raw)) return raw.flatMap(within);
    return isDict(raw) ? [raw, ...Object.values(raw).flatMap(within)] : [];
  };
  return [pdf.trailer, ...pdf.references.map((reference) => pdf.resolve(reference))].flatMap(within);
}
