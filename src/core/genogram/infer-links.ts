import { byText, type Child, type ChildKind, type Family, type Person, type PersonSymbol } from './family.js';
import type { Relation, Side, Union } from './family.js';
import { unionId } from './union-id.js';

/** A family in the making: what is worked out is added to what was said and never replaces it. */
interface Draft {
  readonly persons: Map<string, Person>;
  readonly unions: Map<string, Union>;
  readonly children: Child[];
  readonly me: Person;
}

const PARENTS: readonly Relation[] = ['mother', 'father', 'other_parent'];
const FULL_SIBLINGS: readonly Relation[] = ['sister', 'brother', 'twin'];

/**
 * Marks the index person: the first row, by id, that says "me". Where no row does, one is added, for every relation is
 * to that person.
 */
export function indexed(persons: readonly Person[]): readonly Person[] {
  if (persons.some(({ index }) => index)) return persons;
  const me = persons.filter(({ relation }) => relation === 'me').toSorted(byAge)[0];
  if (me) return persons.map((person) => (person.id === me.id ? { ...person, index: true } : person));
  return [...persons, { ...ghost('?me', 'unknown', 'me'), label: 'Me', index: true, ghost: false }];
}

/**
 * Adds the links that a client left open, as far as the relation to the index person says them: a mother is a parent,
 * a sister has the same parents, a grandmother on the mother's side is the mother's parent. What is stated stands; what
 * cannot be known (a grandmother of no side where there are two parents) stays open. Each link added is marked.
 */
export function inferLinks(family: Family): Family {
  const persons = indexed(family.persons);
  const me = persons.find(({ index }) => index);
  if (!me) return family;
  const draft: Draft = {
    persons: new Map(persons.map((person) => [person.id, person])),
    unions: new Map(family.unions.map((union) => [union.id, union])),
    children: [...family.children],
    me,
  };
  addMissingParents(draft);
  linkOwnParents(draft);
  linkOtherParents(draft);
  linkSiblings(draft);
  linkHalfSiblings(draft);
  linkGrandparents(draft);
  linkAuntsAndUncles(draft);
  linkPartners(draft);
  linkChildren(draft);
  return {
    persons: [...draft.persons.values()],
    unions: [...draft.unions.values()],
    children: draft.children,
    bonds: family.bonds,
  };
}

/** A grandmother or an aunt needs the parent between her and the index person. */
function addMissingParents(draft: Draft): void {
  const between: readonly Relation[] = ['grandmother', 'grandfather', 'aunt_or_uncle', 'half_sibling'];
  for (const side of ['mother', 'father'] as const) {
    const needed = related(draft, between).some((person) => person.side === side && isOpen(draft, person.id));
    if (!needed || parentOn(draft, side)) continue;
    const stated = draft.children.filter(({ person }) => person === draft.me.id);
    if (stated.some((child) => parentsOf(draft, child).length > 1)) continue;
    const added = addGhost(draft, `?${side}`, side === 'mother' ? 'woman' : 'man', side);
    const [single] = stated;
    if (single) {
      draft.children.splice(draft.children.indexOf(single), 1);
      link(draft, draft.me.id, [...parentsOf(draft, single), added.id], single.kind);
    }
  }
}

function linkOwnParents(draft: Draft): void {
  if (!isOpen(draft, draft.me.id)) return;
  const parents = related(draft, PARENTS).map(({ id }) => id);
  if (parents.length > 0) link(draft, draft.me.id, parents.slice(0, 2), 'birth');
  for (const id of parents.slice(2)) link(draft, draft.me.id, [id], 'unknown');
  const hasSiblings = related(draft, FULL_SIBLINGS).some(({ id }) => isOpen(draft, id));
  if (parents.length === 0 && hasSiblings)
    link(draft, draft.me.id, unknownParents(draft, draft.me.id), 'birth');
}

/** Adoptive and foster parents beside the birth parents; a stepparent by the parent whose partner they are. */
function linkOtherParents(draft: Draft): void {
  for (const [relation, kind] of [
    ['adoptive_parent', 'adopted'],
    ['foster_parent', 'foster'],
  ] as const) {
    const parents = related(draft, [relation])
      .map(({ id }) => id)
      .filter((id) => !ownParents(draft).includes(id));
    for (let at = 0; at < parents.length; at += 2) {
      link(draft, draft.me.id, parents.slice(at, at + 2), kind);
    }
  }
  for (const step of related(draft, ['stepparent'])) {
    if (isJoined(draft, step.id) || ownParents(draft).includes(step.id)) continue;
    const parent = parentFor(draft, step.side);
    if (parent) addUnion(draft, parent, step.id);
  }
}

function linkSiblings(draft: Draft): void {
  const own = birthLink(draft, draft.me.id);
  if (!own) return;
  for (const sibling of related(draft, FULL_SIBLINGS)) {
    if (isOpen(draft, sibling.id)) {
      draft.children.push({ person: sibling.id, of: own.of, kind: own.kind, inferred: true });
    }
    if (sibling.relation === 'twin') markTwins(draft, sibling.id);
  }
}

/** Twins come of one birth: only where both hang from the same parents. */
function markTwins(draft: Draft, twin: string): void {
  const own = birthLink(draft, draft.me.id);
  const other = birthLink(draft, twin);
  if (!own || !other || keyOf(own) !== keyOf(other)) return;
  const group = `twins-${draft.me.id}`;
  for (const child of [own, other])
    draft.children[draft.children.indexOf(child)] = { ...child, twinGroup: group };
}

function linkHalfSiblings(draft: Draft): void {
  for (const half of related(draft, ['half_sibling'])) {
    const parent = isOpen(draft, half.id) ? parentFor(draft, half.side) : undefined;
    if (parent === undefined) continue;
    const own = birthLink(draft, draft.me.id);
    const sameParent = own !== undefined && 'parent' in own.of && own.of.parent === parent;
    // Beside a brother or sister of one known parent, only the other parent makes it a half.
    const other = sameParent ? [addGhost(draft, `?other-of-${parent}`, 'unknown').id] : [];
    link(draft, half.id, [parent, ...other], 'birth');
  }
  for (const step of related(draft, ['stepsibling'])) {
    if (!isOpen(draft, step.id)) continue;
    const union = [...draft.unions.values()].filter((one) => isUnionOfStepparent(draft, one, step.side));
    if (union.length === 1 && union[0]) {
      draft.children.push({ person: step.id, of: { union: union[0].id }, kind: 'step', inferred: true });
    }
  }
}

function isUnionOfStepparent(draft: Draft, union: Union, side: Side | undefined): boolean {
  const step = [union.a, union.b].filter((id) => draft.persons.get(id)?.relation === 'stepparent');
  if (step.length !== 1) return false;
  const parent = side === 'mother' || side === 'father' ? parentOn(draft, side) : undefined;
  return parent === undefined || union.a === parent || union.b === parent;
}

function linkGrandparents(draft: Draft): void {
  const bySide = new Map<string, string[]>();
  for (const grand of related(draft, ['grandmother', 'grandfather'])) {
    if (draft.children.some((child) => parentsOf(draft, child).includes(grand.id))) continue;
    const parent = parentFor(draft, grand.side);
    if (parent) bySide.set(parent, [...(bySide.get(parent) ?? []), grand.id]);
  }
  for (const [parent, grands] of bySide) {
    if (isOpen(draft, parent)) link(draft, parent, grands.slice(0, 2), 'birth');
  }
}

function linkAuntsAndUncles(draft: Draft): void {
  for (const aunt of related(draft, ['aunt_or_uncle'])) {
    const parent = isOpen(draft, aunt.id) ? parentFor(draft, aunt.side) : undefined;
    if (parent === undefined || isPartnered(draft, aunt.id)) continue;
    if (isOpen(draft, parent)) link(draft, parent, unknownParents(draft, parent), 'birth');
    const shared = birthLink(draft, parent);
    if (shared) draft.children.push({ person: aunt.id, of: shared.of, kind: 'birth', inferred: true });
  }
}

/** An aunt by marriage is joined already, by the couple she is in. */
function isPartnered(draft: Draft, id: string): boolean {
  return [...draft.unions.values()].some(({ a, b }) => {
    const other = a === id ? b : b === id ? a : undefined;
    return (
      other !== undefined && draft.persons.get(other)?.relation === 'aunt_or_uncle' && !isOpen(draft, other)
    );
  });
}

function linkPartners(draft: Draft): void {
  for (const partner of related(draft, ['partner', 'past_partner'])) {
    if (isTogether(draft, draft.me.id, partner.id)) continue;
    addUnion(draft, draft.me.id, partner.id, partner.relation === 'past_partner' ? 'broken_up' : undefined);
  }
}

/** A child is the child of the one couple that the index person is in, or of the one whose years hold its birth. */
function linkChildren(draft: Draft): void {
  const unions = [...draft.unions.values()].filter(({ a, b }) => a === draft.me.id || b === draft.me.id);
  for (const child of related(draft, ['child', 'stepchild'])) {
    if (!isOpen(draft, child.id)) continue;
    const isStep = child.relation === 'stepchild';
    const fitting = unions.length === 1 ? unions : unions.filter((union) => holds(union, child.birth));
    const kind = isStep ? 'step' : 'birth';
    if (fitting.length === 1 && fitting[0]) {
      draft.children.push({ person: child.id, of: { union: fitting[0].id }, kind, inferred: true });
    } else if (!isStep) link(draft, child.id, [draft.me.id], kind);
  }
}

function holds({ from, separated, divorced }: Union, year: number | undefined): boolean {
  if (from === undefined || year === undefined) return false;
  return from <= year && year <= (separated ?? divorced ?? Infinity);
}

/** People of these relations, oldest first, whatever the order of the rows. */
function related(draft: Draft, relations: readonly Relation[]): readonly Person[] {
  const found = [...draft.persons.values()].filter(
    ({ relation, id }) => relation !== undefined && relations.includes(relation) && id !== draft.me.id,
  );
  const rank = ({ relation = 'me' }: Person): number => relations.indexOf(relation);
  return found.toSorted((one, two) => rank(one) - rank(two) || byAge(one, two));
}

function byAge(one: Person, two: Person): number {
  return (one.birth ?? Infinity) - (two.birth ?? Infinity) || byText(one.id, two.id) || 0;
}

/** The parent of the index person on that side: by relation, or the one whom the link names and the shape tells. */
function parentOn(draft: Draft, side: 'mother' | 'father' | 'other_parent'): string | undefined {
  const linked = ownParents(draft);
  const named = related(draft, [side]);
  const chosen = named.find(({ id }) => linked.includes(id)) ?? named[0];
  if (chosen) return chosen.id;
  const symbol: PersonSymbol = side === 'mother' ? 'woman' : 'man';
  const fitting = linked.filter((id) => draft.persons.get(id)?.symbol === symbol);
  return side !== 'other_parent' && fitting.length === 1 ? fitting[0] : undefined;
}

/** Where no side is said there must be one parent only, or nothing is known. */
function parentFor(draft: Draft, side: Side | undefined): string | undefined {
  if (side === 'mother' || side === 'father' || side === 'other_parent') return parentOn(draft, side);
  const own = ownParents(draft);
  return own.length === 1 ? own[0] : undefined;
}

/** Those whom birth joins to the index person; those of any other kind where there are none. */
function ownParents(draft: Draft): readonly string[] {
  const links = draft.children.filter(({ person }) => person === draft.me.id);
  const birth = links.filter(({ kind }) => kind === 'birth');
  return (birth.length > 0 ? birth : links).flatMap((child) => parentsOf(draft, child));
}

function parentsOf(draft: Draft, { of }: Child): readonly string[] {
  if ('parent' in of) return [of.parent];
  const union = draft.unions.get(of.union);
  return union ? [union.a, union.b] : [];
}

function birthLink(draft: Draft, id: string): Child | undefined {
  const links = draft.children.filter(({ person }) => person === id);
  return links.find(({ kind }) => kind === 'birth') ?? links[0];
}

function keyOf({ of }: Child): string {
  return 'parent' in of ? `p ${of.parent}` : `u ${of.union}`;
}

/** Has nothing been said of whose child this is? */
function isOpen(draft: Draft, id: string): boolean {
  return !draft.children.some(({ person }) => person === id);
}

function isJoined(draft: Draft, id: string): boolean {
  return [...draft.unions.values()].some(({ a, b }) => a === id || b === id);
}

function isTogether(draft: Draft, one: string, two: string): boolean {
  return [...draft.unions.values()].some(({ a, b }) => (a === one && b === two) || (a === two && b === one));
}

function addUnion(draft: Draft, a: string, b: string, end?: Union['end']): string {
  const stated = [...draft.unions.values()].find(
    (union) => (union.a === a && union.b === b) || (union.a === b && union.b === a),
  );
  if (stated) return stated.id;
  const id = unionId(a, b);
  draft.unions.set(id, { id, a, b, kind: 'other', inferred: true, ...(end && { end }) });
  return id;
}

function link(draft: Draft, person: string, parents: readonly string[], kind: ChildKind): void {
  const [a, b] = parents;
  if (a === undefined) return;
  const of = b === undefined ? { parent: a } : { union: addUnion(draft, a, b) };
  draft.children.push({ person, of, kind, inferred: true });
}

function unknownParents(draft: Draft, of: string): readonly string[] {
  return [1, 2].map((nth) => addGhost(draft, `?parent-${nth}-of-${of}`, 'unknown').id);
}

function addGhost(draft: Draft, id: string, symbol: PersonSymbol, relation?: Relation): Person {
  const added = draft.persons.get(id) ?? ghost(id, symbol, relation);
  draft.persons.set(id, added);
  return added;
}

function ghost(id: string, symbol: PersonSymbol, relation?: Relation): Person {
  return {
    id,
    label: '',
    symbol,
    index: false,
    ghost: true,
    habits: [],
    secret: false,
    breaks: [],
    ...(relation && { relation }),
  };
}
