import { z } from 'zod';
import type { Item, Worksheet } from './definition.js';
import { error, type DefinitionPath, type LintProblem } from './lint/problem.js';
import { parseDefinition } from './read-definition.js';
import { code, id, list, words, worksheetId } from './schema-parts.js';

/** An answer that the session summary takes something from. Without a worksheet: of any sheet that has the item. */
export interface SourceItem {
  readonly worksheet?: string;
  readonly item: string;
}

/** A choice that says something to the clinician: what, where one of `values` was chosen. */
export interface SourceChoice extends SourceItem {
  readonly values: readonly string[];
  readonly says: string;
}

/** A line over time, and the scales that it is drawn from. */
export interface SourceLine {
  readonly line: 'trust' | 'safety' | 'doubt';
  readonly title: string;
  readonly items: readonly SourceItem[];
}

/** Which answers the session summary takes and for what, as data: worksheets stay as they are. */
export interface SummarySources {
  readonly lines: readonly SourceLine[];
  /** The first of these that was answered is quoted first. */
  readonly quotes: readonly SourceItem[];
  /** What the client wants to talk about. */
  readonly agenda: readonly SourceItem[];
  readonly requests: readonly SourceChoice[];
  readonly slips: readonly SourceChoice[];
  /** Scales whose changes say more of the moment than of the week: they are not compared. */
  readonly notCompared: readonly SourceItem[];
  /** The worksheet that is asked again after so many weeks. */
  readonly again: { readonly worksheet: string; readonly weeks: number; readonly says: string };
}

/** Of a catalogue that says nothing of the summary. */
export const NO_SOURCES: SummarySources = {
  lines: [],
  quotes: [],
  agenda: [],
  requests: [],
  slips: [],
  notCompared: [],
  again: { worksheet: '', weeks: 1, says: '' },
};

const source = { worksheet: worksheetId.optional(), item: id };
const item = z.strictObject(source);
const choice = z.strictObject({ ...source, values: list(code), says: words });

const sources: z.ZodType<SummarySources> = z.strictObject({
  lines: list(
    z.strictObject({ line: z.literal(['trust', 'safety', 'doubt']), title: words, items: list(item) }),
  ),
  quotes: list(item),
  agenda: list(item),
  requests: list(choice),
  slips: list(choice),
  notCompared: list(item),
  again: z.strictObject({
    worksheet: worksheetId,
    weeks: z.number().int().min(1).max(104),
    says: words,
  }),
});

/**
 * Reads which answers the session summary takes (`worksheets/prints/session-summary.yaml`). `file` is only for
 * messages. With the catalogue's worksheets, an item that is not there or cannot serve is an error.
 * @throws {WorksheetDefinitionError} listing every error at once
 */
export function parseSummarySources(
  text: string,
  file: string,
  worksheets?: readonly Worksheet[],
): SummarySources {
  return parseDefinition(text, file, {
    schema: sources,
    lint: (read) => (worksheets ? unfitSources(read, worksheets) : []),
  });
}

/** A source, where it stands, and what its item has to be. */
interface Placed {
  readonly source: SourceItem & { readonly values?: readonly string[] };
  readonly path: DefinitionPath;
  readonly types: readonly Item['type'][];
}

const WRITTEN: Placed['types'] = ['text', 'long'];
const CHOSEN: Placed['types'] = ['choice', 'multi'];

function unfitSources(read: SummarySources, worksheets: readonly Worksheet[]): readonly LintProblem[] {
  const { again } = read;
  const lost = worksheets.some(({ id: known }) => known === again.worksheet)
    ? []
    : [error(['again', 'worksheet'], noWorksheet(again.worksheet))];
  return [...placedIn(read).flatMap((placed) => faultsOf(placed, worksheets)), ...lost];
}

function placedIn(read: SummarySources): readonly Placed[] {
  const of = (
    named: readonly SourceItem[],
    path: DefinitionPath,
    types: Placed['types'],
  ): readonly Placed[] => named.map((one, index) => ({ source: one, path: [...path, index], types }));
  return [
    ...read.lines.flatMap(({ items }, index) => of(items, ['lines', index, 'items'], ['scale'])),
    ...of(read.quotes, ['quotes'], WRITTEN),
    ...of(read.agenda, ['agenda'], WRITTEN),
    ...of(read.requests, ['requests'], CHOSEN),
    ...of(read.slips, ['slips'], CHOSEN),
    ...of(read.notCompared, ['notCompared'], ['scale']),
  ];
}

function faultsOf({ source: one, path, types }: Placed, worksheets: readonly Worksheet[]): LintProblem[] {
  const among = worksheets.filter(({ id: known }) => one.worksheet === undefined || known === one.worksheet);
  if (among.length === 0) return [error([...path, 'worksheet'], noWorksheet(one.worksheet ?? ''))];
  const found = among
    .flatMap(({ sections }) => sections.flatMap(({ items }) => items))
    .find((candidate) => candidate.id === one.item);
  if (!found) return [error([...path, 'item'], `No item has the id \`${one.item}\` there. Correct the id.`)];
  if (!types.includes(found.type))
    return [
      error(
        [...path, 'item'],
        `\`${one.item}\` is a ${found.type}; here a ${types.join(' or a ')} can serve.`,
      ),
    ];
  return unknownValues(found, one.values ?? []).map(([value, index]) =>
    error([...path, 'values', index], `\`${one.item}\` has no option \`${value}\`. Correct the value.`),
  );
}

function unknownValues(found: Item, values: readonly string[]): readonly (readonly [string, number])[] {
  const options = found.type === 'choice' || found.type === 'multi' ? found.options : [];
  return values
    .map((value, index) => [value, index] as const)
    .filter(([value]) => !options.some((option) => option.value === value));
}

function noWorksheet(name: string): string {
  return `No worksheet has the id \`${name}\`. Correct the id.`;
}
