import type { FieldItem, GroupItem } from '../../core/worksheet/definition.js';
import { optionsOf } from '../../core/worksheet/item-kinds.js';
import { digitsOf, type Entry } from '../../platform/pdf/form/entry.js';
import type { EntryRow, RowField, WordList } from '../../platform/pdf/form/rows.js';
import type { Paper } from '../../platform/pdf/paper.js';
import { typeset } from '../summary.answers.js';
import { conditionWords, type NameOf } from './condition-words.js';
import { entryOf, helpOf } from './entries.js';

/** A repeating group on paper: as many rows as one usually needs, in a table or as cards. */
export interface PaperRows {
  readonly layout: 'table' | 'cards' | 'dense';
  readonly titled: boolean;
  readonly words: readonly WordList[];
  readonly rows: readonly EntryRow[];
  readonly more?: string;
}

/** A table has no room for more. */
const TABLE_FIELDS = 4;
/** The more there is to say of each, the more of them are usually asked for: a family against a list of calls. */
const USUAL_ROWS: Record<PaperRows['layout'], number> = { table: 5, cards: 4, dense: 8 };
const MANY_FIELDS = 10;
const MOST_OPTIONS = 5;
const MOST_DENSE_OPTIONS = 3;
const LONGEST_OPTION = 34;

const MORE = 'If you need more room, use another sheet of paper.';
/** A row that other data would bring, and none is there: its name is written by hand. */
const UNKNOWN_ROW = { id: 'which', label: 'The promise' };

/** Decides how a group stands on paper. */
export function rowsOf(group: GroupItem, paper: Paper, nameOf: NameOf): PaperRows {
  const fields = group.fields.filter(({ type, hidden }) => type !== 'info' && !hidden);
  const layout = layoutOf(fields);
  const named = titlesOf(group, layout);
  const unknown = group.given?.length === 0;
  const inRow = nameInRow(fields, nameOf);
  const rows = named.map((title, index) => ({
    title,
    fields: [
      ...(unknown ? [unknownField(group, title, index)] : []),
      ...fields.map((field) =>
        rowField(field, `${group.id}_${index + 1}`, title, entryIn(field, layout, paper), inRow),
      ),
    ],
  }));
  return {
    layout,
    titled: group.given !== undefined && !unknown,
    words: fields.flatMap((field) => wordsOf(field, entryIn(field, layout, paper))),
    rows,
    ...((group.given === undefined || unknown) &&
      (group.maxRows ?? Infinity) > rows.length && { more: MORE }),
  };
}

function layoutOf(fields: readonly FieldItem[]): PaperRows['layout'] {
  if (fields.length > MANY_FIELDS) return 'dense';
  return isTable(fields) ? 'table' : 'cards';
}

function isTable(fields: readonly FieldItem[]): boolean {
  const narrow: ReadonlySet<FieldItem['type']> = new Set([
    'text',
    'long',
    'choice',
    'date',
    'year',
    'number',
    'link',
    'links',
    'consent',
  ]);
  return fields.length <= TABLE_FIELDS && fields.every(({ type, showIf }) => narrow.has(type) && !showIf);
}

function titlesOf(
  { given, noun = 'row', maxRows = Infinity }: GroupItem,
  layout: PaperRows['layout'],
): readonly string[] {
  if (given !== undefined && given.length > 0) return given.map(({ label }) => label);
  const usual = USUAL_ROWS[layout];
  const name = `${noun.charAt(0).toUpperCase()}${noun.slice(1)}`;
  return Array.from({ length: Math.min(usual, maxRows) }, (_, index) => `${typeset(name)} ${index + 1}`);
}

/** In a row there is room for few options; where there are more, they stand in a list and a word is written. */
function entryIn(field: FieldItem, layout: PaperRows['layout'], paper: Paper): Entry {
  const own = field.type === 'grid' ? undefined : entryOf(field, paper);
  // A grid in a row would be a table in a table: its numbers are written down.
  if (own === undefined) return { kind: 'lines', lines: 3 };
  if (own.kind === 'options') {
    const most = layout === 'dense' ? MOST_DENSE_OPTIONS : MOST_OPTIONS;
    const fits =
      own.options.length <= most && own.options.every(({ label }) => label.length <= LONGEST_OPTION);
    return fits ? own : { kind: 'word', several: own.several, options: own.options };
  }
  if (layout === 'dense') return onOneLine(own);
  return own.kind === 'lines' ? { ...own, lines: 2 } : own;
}

function onOneLine(entry: Entry): Entry {
  if (entry.kind === 'lines') return { ...entry, kind: 'line' };
  if (entry.kind === 'scale') return { kind: 'line', short: true };
  if (entry.kind === 'digits')
    return { kind: 'line', short: true, maxLength: digitsOf(entry.groups) + entry.groups.length - 1 };
  return entry;
}

function wordsOf(field: FieldItem, entry: Entry): readonly WordList[] {
  if (field.type === 'grid') {
    return [
      {
        label: `${typeset(field.text)} (a number for each)`,
        words: optionsOf(field).map(({ label }) => typeset(label)),
      },
    ];
  }
  if (entry.kind !== 'word') return [];
  const label = typeset(field.text);
  return [
    {
      label: entry.several ? `${label} (as many as fit)` : label,
      words: entry.options.map((option) => option.label),
    },
  ];
}

function rowField(field: FieldItem, row: string, title: string, entry: Entry, nameOf: NameOf): RowField {
  const label = typeset(field.text);
  const words = field.showIf ? conditionWords(field.showIf, nameOf) : '';
  const help = field.type === 'multi' && entry.kind === 'word' ? undefined : helpOf(field);
  const said = [words && `If ${words}.`, help].filter((part) => part !== undefined && part !== '');
  return {
    label,
    ...(said.length > 0 && { only: said.join(' ') }),
    named: { entry, name: `${row}_${field.id}`, label: `${title}: ${label}` },
  };
}

function unknownField({ id }: GroupItem, title: string, index: number): RowField {
  const name = `${id}_${index + 1}_${UNKNOWN_ROW.id}`;
  return {
    label: UNKNOWN_ROW.label,
    named: { entry: { kind: 'line' }, name, label: `${title}: ${UNKNOWN_ROW.label}` },
  };
}

/** Fields of the same row go by their labels. */
function nameInRow(fields: readonly FieldItem[], outside: NameOf): NameOf {
  return (id) => {
    const field = fields.find((one) => one.id === id);
    return field ? { item: field } : outside(id);
  };
}
