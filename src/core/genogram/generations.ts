import type { Person, Relation } from './family.js';
import type { Kin, Nest } from './kin.js';

/** By person, the row it stands in, 0 on top. */
export interface Generations {
  readonly rowOf: readonly number[];
  readonly rows: number;
  /** The row of the index person. */
  readonly indexRow: number;
  /** Couples that no row can hold, because one partner descends from the other: drawn across rows. */
  readonly conflicts: readonly (readonly [number, number])[];
  /** By person, which of the unrelated trees it belongs to; 0 is that of the index person. */
  readonly treeOf: readonly number[];
}

/** Where in the family a person stands whom nothing joins to it: rows below the index person. */
const ROWS_BELOW: Partial<Readonly<Record<Relation, number>>> = {
  mother: -1,
  father: -1,
  other_parent: -1,
  stepparent: -1,
  adoptive_parent: -1,
  foster_parent: -1,
  aunt_or_uncle: -1,
  someone_else_who_raised_me: -1,
  grandmother: -2,
  grandfather: -2,
  child: 1,
  stepchild: 1,
};

/** Years from one generation to the next, for trees that nothing else tells where to stand. */
const YEARS_TO_NEXT = 28;

/**
 * Partners share a row and children stand below all of their parents, as near as they can. Where both cannot be had
 * (somebody married an aunt), parents win. Expects links without circles.
 */
export function generationsOf(kin: Kin): Generations {
  const { groupOf, conflicts } = partnersTogether(kin);
  const below = linksBetween(kin, groupOf);
  const ranks = rank(
    below,
    fromIndex(kin).map((person) => groupOf[person] ?? person),
  );
  const local = kin.people.map((_, person) => ranks[groupOf[person] ?? 0] ?? 0);
  const treeOf = treesOf(kin);
  const shifts = shiftsOf(kin.people, local, treeOf);
  const shifted = local.map((row, person) => row + (shifts[treeOf[person] ?? 0] ?? 0));
  const used = [...new Set(shifted)].toSorted((one, two) => one - two);
  const rowOf = shifted.map((row) => used.indexOf(row));
  return { rowOf, rows: used.length, indexRow: Math.max(0, used.indexOf(0)), conflicts, treeOf };
}

interface Together {
  readonly groupOf: readonly number[];
  readonly conflicts: readonly (readonly [number, number])[];
}

/** Joins partners into groups of one row, as long as no one in a group descends from another in it. */
function partnersTogether({ people, nests }: Kin): Together {
  const groupOf = people.map((_, person) => person);
  const conflicts: (readonly [number, number])[] = [];
  const childrenOf: number[][] = people.map(() => []);
  for (const { partners, children } of nests) {
    for (const partner of partners) childrenOf[partner]?.push(...children.map(({ person }) => person));
  }
  for (const { partners } of nests) {
    const [one, two] = partners;
    if (two === undefined) continue;
    const [a, b] = [groupOf[one] ?? one, groupOf[two] ?? two];
    if (a === b) continue;
    const membersOf = groupMembers(groupOf);
    if (reaches(a, b, groupOf, membersOf, childrenOf) || reaches(b, a, groupOf, membersOf, childrenOf)) {
      conflicts.push([one, two]);
    } else {
      groupOf.forEach((group, person) => {
        if (group === b) groupOf[person] = a;
      });
    }
  }
  return { groupOf, conflicts };
}

function groupMembers(groupOf: readonly number[]): readonly (readonly number[])[] {
  const members: number[][] = groupOf.map(() => []);
  groupOf.forEach((group, person) => members[group]?.push(person));
  return members;
}

function reaches(
  from: number,
  to: number,
  groupOf: readonly number[],
  membersOf: readonly (readonly number[])[],
  childrenOf: readonly (readonly number[])[],
): boolean {
  const seen = new Set<number>();
  const todo = [from];
  for (let group = todo.pop(); group !== undefined; group = todo.pop()) {
    for (const member of membersOf[group] ?? []) {
      for (const child of childrenOf[member] ?? []) {
        const next = groupOf[child] ?? child;
        if (next === to) return true;
        if (seen.has(next)) continue;
        seen.add(next);
        todo.push(next);
      }
    }
  }
  return false;
}

interface Links {
  readonly up: readonly (readonly number[])[];
  readonly down: readonly (readonly number[])[];
  /** Groups, parents before children. */
  readonly order: readonly number[];
}

function linksBetween({ people, nests }: Kin, groupOf: readonly number[]): Links {
  const up = people.map(() => new Set<number>());
  const down = people.map(() => new Set<number>());
  for (const { partners, children } of nests) {
    for (const partner of partners) {
      for (const { person } of children) {
        const [parent, child] = [groupOf[partner] ?? partner, groupOf[person] ?? person];
        up[child]?.add(parent);
        down[parent]?.add(child);
      }
    }
  }
  const open = up.map((parents) => parents.size);
  const order = open.flatMap((count, group) => (count === 0 && groupOf[group] === group ? [group] : []));
  for (const group of order) {
    for (const child of down[group] ?? []) {
      open[child] = (open[child] ?? 0) - 1;
      if (open[child] === 0) order.push(child);
    }
  }
  return { up: up.map((set) => [...set]), down: down.map((set) => [...set]), order };
}

/**
 * Rows by group: one up to parents and one down to children, as a walk from the first of each tree meets them. Where two
 * ways disagree, children are moved down below all of their parents, and parents whom nothing holds after them.
 */
function rank({ up, down, order }: Links, starts: readonly number[]): readonly number[] {
  const ranks: number[] = up.map(() => 0);
  const seen = new Set<number>();
  for (const start of starts) {
    const queue = seen.has(start) ? [] : [start];
    seen.add(start);
    const meet = (group: number, row: number): void => {
      if (seen.has(group)) return;
      seen.add(group);
      ranks[group] = row;
      queue.push(group);
    };
    for (const group of queue) {
      const row = ranks[group] ?? 0;
      for (const parent of up[group] ?? []) meet(parent, row - 1);
      for (const child of down[group] ?? []) meet(child, row + 1);
    }
  }
  for (const group of order) {
    const above = Math.max(-Infinity, ...(up[group] ?? []).map((parent) => ranks[parent] ?? 0));
    ranks[group] = Math.max(ranks[group] ?? 0, above + 1);
  }
  for (const group of order.toReversed()) {
    const children = down[group] ?? [];
    if (children.length === 0 || (up[group] ?? []).length > 0) continue;
    ranks[group] = Math.min(...children.map((child) => ranks[child] ?? 0)) - 1;
  }
  return ranks;
}

function treesOf(kin: Kin): readonly number[] {
  const { people, nests, nestsOf, origins } = kin;
  const tree: number[] = people.map(() => -1);
  let count = 0;
  for (const start of fromIndex(kin)) {
    if (tree[start] !== -1) continue;
    const todo = [start];
    for (let person = todo.pop(); person !== undefined; person = todo.pop()) {
      if (tree[person] !== -1) continue;
      tree[person] = count;
      for (const nest of [...(nestsOf[person] ?? []), ...(origins[person] ?? [])])
        todo.push(...peopleOf(nests[nest]));
    }
    count += 1;
  }
  return tree;
}

/** Everyone, the index person first. */
function fromIndex({ people }: Kin): readonly number[] {
  return [...people.keys()].toSorted(
    (one, two) => Number(isIndex(people[two])) - Number(isIndex(people[one])) || one - two,
  );
}

function peopleOf(nest: Nest | undefined): readonly number[] {
  return nest ? [...nest.partners, ...nest.children.map(({ person }) => person)] : [];
}

function isIndex(person: Person | undefined): boolean {
  return person?.index ?? false;
}

/** By tree, how far it is moved so that the index person is in row 0 and other trees stand where their people belong. */
function shiftsOf(
  people: readonly Person[],
  local: readonly number[],
  treeOf: readonly number[],
): readonly number[] {
  const index = people.findIndex(isIndex);
  const trees = Math.max(-1, ...treeOf) + 1;
  return Array.from({ length: trees }, (_, tree) => {
    const members = [...people.keys()].filter((person) => treeOf[person] === tree);
    if (members.includes(index)) return -(local[index] ?? 0);
    const hints = members.flatMap((person) => {
      const below = rowHint(people[person]);
      return below === undefined ? [] : [below - (local[person] ?? 0)];
    });
    if (hints.length > 0) return middle(hints);
    const birth = people[index]?.birth ?? NaN;
    const guesses = members
      .map(
        (person) =>
          Math.round(((people[person]?.birth ?? NaN) - birth) / YEARS_TO_NEXT) - (local[person] ?? 0),
      )
      .filter(Number.isFinite);
    return guesses.length > 0 ? middle(guesses) : -Math.max(...members.map((person) => local[person] ?? 0));
  });
}

function rowHint(person: Person | undefined): number | undefined {
  if (person?.relation === undefined) return undefined;
  return ROWS_BELOW[person.relation] ?? 0;
}

function middle(values: readonly number[]): number {
  return values.toSorted((one, two) => one - two)[values.length >> 1] ?? 0;
}
