import { isRecord } from '../worksheet/reading.js';

/**
 * What a foreign part of a resource says that our own writing of it would not. Together with that writing it gives the
 * part back exactly; and where the definition has been changed since, the change wins over what was kept.
 */
export interface Kept {
  /** What theirs says, where ours says nothing or something else. */
  readonly theirs?: JsonObject;
  /** What ours said at the time, where theirs says nothing or something else. It is written again once it differs. */
  readonly ours?: JsonObject;
  /** The same for the objects inside, by name. */
  readonly within?: Readonly<Record<string, Kept>>;
  /** The addresses of the extensions in their order, where it is not ours. */
  readonly order?: readonly string[];
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** Under this prefix the extensions of one address stand like an element of their own. */
export const EXTENSION = 'extension:';

/** Have two pieces of JSON the same content, whatever the order of their keys? */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    const [one, other]: [readonly unknown[], readonly unknown[]] = [a, b];
    return one.length === other.length && one.every((value, index) => same(value, other[index]));
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  const names = namesIn(a);
  return (
    names.length === namesIn(b).length &&
    names.every((name) => Object.hasOwn(b, name) && same(a[name], b[name]))
  );
}

/** The names of an object as its JSON has them. */
function namesIn(record: JsonObject): readonly string[] {
  return Object.keys(record).filter((name) => record[name] !== undefined);
}

/** What has to be kept so that `restore(ours, …)` gives `theirs`; undefined when ours says all of it. */
export function difference(theirs: JsonObject, ours: JsonObject): Kept | undefined {
  if (same(theirs, ours)) return undefined;
  const their = unfold(theirs);
  const our = unfold(ours);
  const onlyTheirs: Entries = [];
  const onlyOurs: Entries = [];
  const within: [string, Kept][] = [];
  for (const name of new Set([...their.keys(), ...our.keys()])) {
    const [a, b] = [their.get(name), our.get(name)];
    if (same(a, b)) continue;
    const inner = isRecord(a) && isRecord(b) ? difference(a, b) : undefined;
    if (inner) {
      within.push([name, inner]);
      continue;
    }
    if (their.has(name)) onlyTheirs.push([name, a]);
    if (our.has(name)) onlyOurs.push([name, b]);
  }
  const kept: Kept = {
    ...(onlyTheirs.length > 0 && { theirs: Object.fromEntries(onlyTheirs) }),
    ...(onlyOurs.length > 0 && { ours: Object.fromEntries(onlyOurs) }),
    ...(within.length > 0 && { within: Object.fromEntries(within) }),
  };
  return same(restore(ours, kept), theirs) ? kept : { ...kept, order: orderOf(theirs) };
}

/** Puts what was kept back into our writing. `kept` may be any JSON; what makes no sense in it is passed over. */
export function restore<Part extends JsonObject>(ours: Part, kept: unknown): Part {
  if (!isRecord(kept)) return ours;
  const our = unfold(ours);
  const within = recordAt(kept, 'within');
  const restored: Entries = [];
  for (const name of new Set([...our.keys(), ...Object.keys(recordAt(kept, 'theirs'))])) {
    const value = Object.hasOwn(within, name)
      ? restoreWithin(our.get(name), within[name])
      : restoredAt(kept, name, our.get(name));
    if (value !== undefined) restored.push([name, value]);
  }
  return fold(restored, kept.order) as Part;
}

/** The same for one element alone: what `name` says in the end when our own writing says `ours`. */
export function restoredAt(kept: unknown, name: string, ours: unknown): unknown {
  if (!isRecord(kept)) return ours;
  const theirs = recordAt(kept, 'theirs');
  const atImport = recordAt(kept, 'ours');
  const their = Object.hasOwn(theirs, name) ? theirs[name] : undefined;
  if (Object.hasOwn(atImport, name)) return same(atImport[name], ours) ? their : ours;
  return ours ?? their;
}

function restoreWithin(ours: unknown, kept: unknown): unknown {
  return isRecord(ours) ? restore(ours, kept) : ours;
}

type Entries = [string, unknown][];

function recordAt(kept: JsonObject, name: string): JsonObject {
  const value = Object.hasOwn(kept, name) ? kept[name] : undefined;
  return isRecord(value) ? value : {};
}

/** The elements by name, the extensions gathered by their address. */
function unfold(element: JsonObject): ReadonlyMap<string, unknown> {
  const unfolded = new Map<string, unknown>();
  for (const [name, value] of Object.entries(element)) {
    if (value === undefined) continue;
    if (name !== 'extension' || !Array.isArray(value) || value.length === 0) unfolded.set(name, value);
    else for (const [url, alike] of byUrl(value)) unfolded.set(EXTENSION + url, alike);
  }
  return unfolded;
}

function byUrl(extensions: readonly unknown[]): Map<string, unknown[]> {
  const gathered = new Map<string, unknown[]>();
  for (const one of extensions) {
    const url = urlOf(one);
    const before = gathered.get(url);
    if (before) before.push(one);
    else gathered.set(url, [one]);
  }
  return gathered;
}

function fold(entries: Entries, order: unknown): JsonObject {
  const plain = entries.filter(([name]) => !name.startsWith(EXTENSION));
  const extension = entries
    .filter(([name]) => name.startsWith(EXTENSION))
    .flatMap(([, value]) => (Array.isArray(value) ? (value as unknown[]) : []));
  if (extension.length === 0) return Object.fromEntries(plain);
  return Object.fromEntries([...plain, ['extension', inOrder(extension, order)]]);
}

/** Sorts extensions as their addresses are listed; those that are not listed come last. */
function inOrder(extensions: readonly unknown[], order: unknown): readonly unknown[] {
  if (!Array.isArray(order)) return extensions;
  const left = new Map([...byUrl(extensions)].map(([url, alike]) => [url, alike.values()]));
  const sorted: unknown[] = [];
  for (const url of order) {
    const next = left.get(String(url))?.next();
    if (next && !next.done) sorted.push(next.value);
  }
  return [...sorted, ...[...left.values()].flatMap((rest) => [...rest])];
}

function orderOf(element: JsonObject): readonly string[] {
  return Array.isArray(element.extension) ? element.extension.map(urlOf) : [];
}

function urlOf(extension: unknown): string {
  return isRecord(extension) && typeof extension.url === 'string' ? extension.url : '';
}
