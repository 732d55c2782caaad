import { readFileSync } from 'node:fs';
import type {
  Condition,
  FlagLevel,
  FlagRule,
  Item,
  Option,
  Section,
} from '../../src/core/worksheet/definition.js';

/**
 * The twin: the clinical content as its authors wrote it down, in JSON (`test/fixtures/worksheets.json`). What was
 * typed anew as YAML is put into the twin's shape here, so that a test can compare the two.
 */

export interface Twin {
  readonly common: Readonly<Record<'open' | 'close' | 'risk', readonly TwinItem[]>> & {
    readonly grounding: string;
  };
  readonly flags: Readonly<Record<string, { readonly label: string; readonly suggested_action: string }>>;
  readonly worksheets: readonly TwinWorksheet[];
}
export interface TwinWorksheet {
  readonly id: string;
  readonly title: string;
  readonly alt_title: string | null;
  readonly fills: string;
  readonly when: string;
  readonly minutes: number;
  readonly share_default: string;
  readonly intro: string;
  readonly content_note: string | null;
  readonly closing: string | null;
  readonly scoring: readonly TwinSum[] | null;
  readonly therapist_notes: { readonly debrief: string; readonly contraindications: string };
  readonly article_refs: readonly string[];
  readonly risk_block: boolean;
  readonly recurrence: string | null;
  readonly gate: string | null;
  readonly version: string;
  readonly sections: readonly TwinSection[];
}
export interface TwinSum {
  readonly name: string;
  readonly rule: string;
  readonly note?: string;
}
export interface TwinSection {
  readonly id: string;
  readonly title: string;
  readonly intro?: string;
  readonly audience?: string;
  readonly show_if?: unknown;
  readonly items: readonly TwinItem[];
}
export interface TwinItem {
  readonly id: string;
  readonly type: string;
  readonly text: string;
  readonly help?: string;
  readonly required?: boolean;
  readonly share?: string;
  readonly options?: readonly { readonly v: string; readonly label: string }[];
  readonly scale?: unknown;
  readonly show_if?: unknown;
  readonly flags?: readonly unknown[];
  readonly fields?: readonly TwinItem[];
}

/** Reads the twin. */
export function readTwin(): Twin {
  const file = new URL('../fixtures/worksheets.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Twin;
}

/** The section as the twin has it, but for `share`, which is prose there. */
export function sectionAsTwin({ gate, showIf, share: _share, items, ...section }: Section): object {
  const [event] = gate ?? [];
  return {
    ...section,
    ...(event && 'decision' in event && { show_if: { op: 'event', value: event.decision } }),
    ...(showIf && { show_if: conditionAsTwin(showIf) }),
    items: items.map((item) => itemAsTwin(item)),
  };
}

/**
 * The item as the twin has it, but for `share`, which is prose there in part. The scales that the twin tells in words
 * only (those of fields and of the grid) and what it has no word for are left out: see `addedTo`.
 */
export function itemAsTwin(item: Item, isField = false): object {
  const { id, type, text, help, required, showIf, flags } = item;
  return {
    id,
    type,
    text,
    ...(help !== undefined && { help }),
    ...(required !== undefined && { required }),
    ...('options' in item && { options: item.options.map(({ value, label }) => ({ v: value, label })) }),
    ...(item.type === 'scale' && !isField && { scale: item.scale }),
    ...(showIf && { show_if: conditionAsTwin(showIf) }),
    ...(flags && { flags: flags.map(flagAsTwin) }),
    ...(item.type === 'group' && { fields: item.fields.map((field) => itemAsTwin(field, true)) }),
  };
}

/** What the item says in data that the twin leaves to prose or does not say; empty for most. */
export function addedTo(item: Item, isField = false): Readonly<Record<string, unknown>> {
  const known = ['id', 'type', 'text', 'help', 'required', 'showIf', 'flags', 'fields', 'options', 'share'];
  const closing = 'options' in item ? item.options.filter(hasMoreThanTwin).map(({ value }) => value) : [];
  const added = Object.entries(item).filter(
    ([key]) => !known.includes(key) && !(key === 'scale' && item.type === 'scale' && !isField),
  );
  return { ...Object.fromEntries(added), ...(closing.length > 0 && { closes: closing }) };
}

function hasMoreThanTwin(option: Option): boolean {
  return Object.keys(option).some((key) => key !== 'value' && key !== 'label');
}

const LEVELS: Readonly<Record<FlagLevel, string>> = { urgent: 'U', read: 'R', note: 'N' };

function flagAsTwin({ code, level, when }: FlagRule): object {
  return { code, level: LEVELS[level], when: conditionAsTwin(when) };
}

/** The names of ours that the twin spells otherwise. */
const OPS: Readonly<Record<string, string>> = {
  notIn: 'not_in',
  includesAny: 'includes_any',
  dropGte: 'drop_gte',
  matchesTerms: 'matches_terms',
  agreementHasKind: 'agreement_has_kind',
};

function conditionAsTwin(condition: Condition): object {
  if ('all' in condition) return { op: 'and', args: condition.all.map(conditionAsTwin) };
  if ('any' in condition) return { op: 'or', args: condition.any.map(conditionAsTwin) };
  if ('not' in condition) throw new Error('The twin knows no `not`.');
  return { ...condition, op: OPS[condition.op] ?? condition.op };
}

/** The twin's condition with its two abbreviations written out as ours are: `any_of`, and what `not_in` implies. */
export function writtenOut(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(writtenOut);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, writtenOut(inner)] as const);
  const { and_answered: _implied, ...rest } = Object.fromEntries(entries) as Record<string, unknown>;
  if (rest['op'] !== 'any_of') return rest;
  const items = rest['items'] as readonly string[];
  return { op: 'or', args: items.map((item) => ({ ...(rest['test'] as object), item })) };
}
