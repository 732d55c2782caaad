import { MAX_ROWS, MAX_TEXT } from './answers.js';
import type { GroupItem, Item, ItemType, Scale, Side, TextItem, Worksheet } from './definition.js';
import { isOpenChoice, optionsOf } from './item-kinds.js';
import { takesAnswer } from './starting.js';

/**
 * What a new version changes for those who answer it, in the order of reading. Items are named by their id, a field of
 * a group as `group.field`; fields that came or went with their whole group are not named beside it.
 */
export interface WorksheetDiff {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly reworded: readonly Reworded[];
  readonly retyped: readonly { readonly item: string; readonly from: ItemType; readonly to: ItemType }[];
  readonly optionsChanged: readonly OptionsChanged[];
  /** From one section to another, by their ids. */
  readonly moved: readonly { readonly item: string; readonly from: string; readonly to: string }[];
}

/** Other words for the question or for its help; absent where there were or are none. */
export interface Reworded {
  readonly item: string;
  readonly part: 'text' | 'help';
  readonly from?: string;
  readonly to?: string;
}

/** Options by their stored values. */
export interface OptionsChanged {
  readonly item: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly relabelled: readonly { readonly value: string; readonly from: string; readonly to: string }[];
}

/** Which answers of a draft would still fit another version, item by item. */
export interface Keeps {
  readonly keeps: readonly string[];
  readonly loses: readonly { readonly item: string; readonly why: WhyLost }[];
}

/**
 * It is gone, or no longer for the client to answer; its answers are of another kind; something that could be chosen
 * no longer can; or less is allowed than was, in length, number or form.
 */
export type WhyLost = 'removed' | 'retyped' | 'options' | 'narrower';

/** An item, or a field of a group, where it stands. */
interface Placed {
  readonly name: string;
  readonly item: Item;
  readonly section: string;
  readonly forClinician: boolean;
  /** Of a field: the group that it belongs to. */
  readonly group?: GroupItem;
}
type Index = ReadonlyMap<string, Placed>;

/** What is different in `to`. Both are worksheets as they are published, not tailored to anyone. */
export function diffWorksheets(from: Worksheet, to: Worksheet): WorksheetDiff {
  const before = indexOf(from);
  const after = indexOf(to);
  const both = [...after].flatMap(([key, now]) => {
    const was = before.get(key);
    return was ? [{ name: now.name, was, now }] : [];
  });
  return {
    added: newIn(after, before),
    removed: newIn(before, after),
    reworded: both.flatMap(({ name, was, now }) => rewordings(name, was.item, now.item)),
    retyped: both
      .map(({ name, was, now }) => ({ item: name, from: was.item.type, to: now.item.type }))
      .filter((types) => types.from !== types.to),
    optionsChanged: both.flatMap(({ name, was, now }) => optionChanges(name, was.item, now.item)),
    moved: both
      .filter(({ now }) => now.group === undefined)
      .map(({ name, was, now }) => ({ item: name, from: was.section, to: now.section }))
      .filter((sections) => sections.from !== sections.to),
  };
}

/**
 * What a draft of `from` would keep if it went on in `to`. Told from the definitions alone, so an item counts as lost
 * as soon as one of its possible answers would no longer fit. Rows of a group stay, less the fields that are lost.
 */
export function keepsOf(from: Worksheet, to: Worksheet): Keeps {
  const after = indexOf(to);
  const fates = [...indexOf(from)]
    .filter(([, placed]) => isAsked(placed))
    .map(([key, was]) => ({ item: was.name, why: whyLost(was, after.get(key)) }));
  return {
    keeps: fates.flatMap(({ item, why }) => (why === undefined ? [item] : [])),
    loses: fates.flatMap(({ item, why }) => (why === undefined ? [] : [{ item, why }])),
  };
}

function indexOf(worksheet: Worksheet): Index {
  const index = new Map<string, Placed>();
  for (const { id: section, audience, items } of worksheet.sections) {
    const forClinician = audience === 'clinician';
    for (const item of items) {
      index.set(item.id, { name: item.id, item, section, forClinician });
      if (item.type !== 'group') continue;
      for (const field of item.fields) {
        const name = `${item.id}.${field.id}`;
        index.set(`${item.id}/${field.id}`, { name, item: field, section, forClinician, group: item });
      }
    }
  }
  return index;
}

function newIn(these: Index, those: Index): readonly string[] {
  return [...these]
    .filter(([key, { group }]) => !those.has(key) && (group === undefined || isGroup(those.get(group.id))))
    .map(([, { name }]) => name);
}

function isGroup(placed: Placed | undefined): boolean {
  return placed?.item.type === 'group';
}

function rewordings(item: string, was: Item, now: Item): readonly Reworded[] {
  return (['text', 'help'] as const)
    .filter((part) => was[part] !== now[part])
    .map((part) => {
      const [from, to] = [was[part], now[part]];
      return { item, part, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    });
}

/** Between items that both have options; where one has none, its type says enough. */
function optionChanges(item: string, was: Item, now: Item): readonly OptionsChanged[] {
  if (!('options' in was && 'options' in now)) return [];
  const before = labelsOf(was);
  const after = labelsOf(now);
  const relabelled = [...after].flatMap(([value, to]) => {
    const from = before.get(value);
    return from !== undefined && from !== to ? [{ value, from, to }] : [];
  });
  const added = [...after.keys()].filter((value) => !before.has(value));
  const removed = [...before.keys()].filter((value) => !after.has(value));
  const changed = added.length + removed.length + relabelled.length > 0;
  return changed ? [{ item, added, removed, relabelled }] : [];
}

function labelsOf(item: Item): ReadonlyMap<string, string> {
  return new Map(optionsOf(item).map(({ value, label }) => [value, label]));
}

/** `tailor` makes something to answer of a `dynamic` item. */
function isAsked({ item, group, forClinician }: Placed): boolean {
  if (forClinician || (group && !takesAnswer(group))) return false;
  return item.type === 'dynamic' || takesAnswer(item);
}

/** Whose sheet it is on: the joint one, or that of one partner. */
function sideOf({ item, group }: Placed): Side | undefined {
  return (group ?? item).apart;
}

function whyLost(was: Placed, now: Placed | undefined): WhyLost | undefined {
  if (now === undefined || !isAsked(now) || sideOf(now) !== sideOf(was)) return 'removed';
  const [from, to] = [was.item, now.item];
  if (kindOf(from) !== kindOf(to)) return 'retyped';
  if (choosesLess(from, to)) return 'options';
  return allowsLess(from, to) ? 'narrower' : undefined;
}

/** One line and a paragraph are the same kind of answer. */
function kindOf({ type }: Item): ItemType {
  return type === 'long' ? 'text' : type;
}

function choosesLess(from: Item, to: Item): boolean {
  if ('of' in from && 'of' in to) return from.of !== to.of;
  if (isOpenChoice(to)) return false;
  const left = labelsOf(to);
  return isOpenChoice(from) || [...labelsOf(from).keys()].some((value) => !left.has(value));
}

function allowsLess(from: Item, to: Item): boolean {
  if ('scale' in from && 'scale' in to) return !isWithin(from.scale, to.scale);
  if (from.type === 'number' && to.type === 'number') {
    const { min = -Infinity, max = Infinity } = to;
    const outside = (from.min ?? -Infinity) < min || (from.max ?? Infinity) > max;
    return outside || (to.whole === true && from.whole !== true);
  }
  if (from.type === 'group' && to.type === 'group') {
    return (to.maxRows ?? MAX_ROWS) < (from.maxRows ?? MAX_ROWS);
  }
  if (!isText(from) || !isText(to)) return false;
  const shorter = (to.maxLength ?? MAX_TEXT) < (from.maxLength ?? MAX_TEXT);
  return shorter || (to.format !== undefined && to.format !== from.format);
}

function isText(item: Item): item is TextItem {
  return item.type === 'text' || item.type === 'long';
}

/** Is every number of the one scale also on the other? */
function isWithin(from: Scale, to: Scale): boolean {
  const onSteps = (from.min - to.min) % to.step === 0 && from.step % to.step === 0;
  return onSteps && from.min >= to.min && from.max <= to.max;
}
