import type { Answers, Patch } from '../../core/worksheet/answers.js';
import { clientView } from '../../core/worksheet/client-view.js';
import { type CompiledWorksheet, compile } from '../../core/worksheet/compile.js';
import type { Section, Worksheet } from '../../core/worksheet/definition.js';
import { isAnswered } from '../../core/worksheet/reading.js';
import { takesAnswer } from '../../core/worksheet/starting.js';
import type { Place } from '../../core/worksheet/validation.js';
import { visibility } from '../../core/worksheet/visibility.js';
import { type Action, actionOf, overruled, patchesOfAction } from './actions.js';
import { cardAt } from './cards.js';
import { closes } from './closing.js';
import { type Fields, valuesOf } from './control.js';
import { answerAt, isShown, itemAt, rowsIn } from './form.js';
import { patchesFromForm } from './form-post.js';
import type { PartPage } from './model.js';
import { cardMark, controlName, MAP_OPEN, placeOf, rowMark } from './names.js';
import { hasRow, keyOf } from './rebase.js';
import { type Sifted, sift } from './sift.js';
import { othersOf, stillTwo, type Weighed, weighOlder, withPostedRows } from './two-versions.js';

/** A part that came back as a form, and the draft as it stands. */
export interface Posted {
  readonly worksheet: Worksheet;
  readonly answers: Answers;
  readonly revision: number;
  readonly part: number;
  readonly fields: Fields;
  /** The id that a row gets if the form asks for one. */
  readonly newRow: string;
}

/** What the part shows when it comes again. */
export type Again = Pick<
  PartPage,
  | 'answers'
  | 'unsaved'
  | 'problems'
  | 'typed'
  | 'others'
  | 'opened'
  | 'carded'
  | 'openRow'
  | 'mapped'
  | 'landing'
>;

/** What a posted part comes to: changes to save on top of the revision, and what to show then. */
export interface Filled {
  readonly patches: readonly Patch[];
  readonly next:
    | { readonly kind: 'part'; readonly part: number }
    | { readonly kind: 'review' | 'home' }
    /** The worksheet closes: nothing of the part is saved, and the client is taken to the plain page. */
    | { readonly kind: 'close' }
    | { readonly kind: 'again'; readonly status: 200 | 409 | 422; readonly shown: Again };
}

/**
 * Reads a posted part. What cannot be saved is shown again with its problem; a question or a card that the answers
 * have just opened on the same part is shown before moving on; where the draft moved on since the form was made,
 * nothing is saved before both versions were seen, and each of those is settled by itself or by going on; and with an
 * option that closes the worksheet nothing is saved.
 */
export function fillIn(posted: Posted): Filled {
  const compiled = compile(clientView(posted.worksheet));
  const section = sectionsOf(compiled, posted.answers)[posted.part - 1];
  if (section === undefined) return { patches: [], next: { kind: 'part', part: 1 } };
  const { answers, fields } = posted;
  const action = actionOf(fields);
  const read = patchesFromForm(compiled, section.items, withPostedRows(section, answers, fields), fields);
  const isOlder = Number(valuesOf(fields, 'revision')[0]) !== posted.revision;
  // To take away a row that is gone, a second time, brings nothing back.
  const all = read.filter((patch) => hasItsRow(answers, patch) || !overruled(patch, action));
  const older = isOlder ? weighOlder(compiled, answers, fields, all) : undefined;
  const typed = older?.typed ?? all;
  const standing = typed.filter((patch) => !overruled(patch, action));
  const given = sift(compiled, answers, standing);
  if (closes(section, given.answers, visibility(compiled, given.answers))) {
    return { patches: [], next: closeOrStay(compiled, action, posted, given) };
  }
  // A form that comes twice says nothing new the second time.
  if (older && sift(compiled, answers, older.clash).accepted.length > 0) {
    return { patches: [], next: bothVersions(compiled, posted, older) };
  }
  const two = movesOn(action) ? [] : stillTwo(standing, fields).filter((patch) => !isChosen(patch, action));
  const settled = standing.filter((patch) => !two.includes(patch));
  const sifted = sift(compiled, answers, [...settled, ...patchesOfAction(action, posted.newRow)]);
  return { patches: sifted.accepted, next: nextOf(compiled, section, posted, action, sifted, two) };
}

function hasItsRow(answers: Answers, patch: Patch): boolean {
  return !('row' in patch) || hasRow(answers, patch.item, patch.row);
}

function isChosen(patch: Patch, action: Action): boolean {
  return action.kind === 'mine' && keyOf(patch) === controlName(action.place);
}

function closeOrStay(
  compiled: CompiledWorksheet,
  action: Action,
  posted: Posted,
  { accepted, problems, typed }: Sifted,
): Filled['next'] {
  if (movesOn(action)) return { kind: 'close' };
  const openRow = openRowIn(compiled, posted.fields);
  const shown = { ...plain(posted), problems, typed, unsaved: accepted, openRow };
  return { kind: 'again', status: 200, shown };
}

/** The draft as it stands, with nothing to say about it. */
function plain(posted: Posted): Omit<Again, 'openRow'> {
  const { answers } = posted;
  return { answers, problems: [], typed: {}, others: {}, opened: [], carded: [], mapped: isMapped(posted) };
}

function movesOn(action: Action): boolean {
  return !('place' in action) && action.kind !== 'stay';
}

function nextOf(
  compiled: CompiledWorksheet,
  section: Section,
  posted: Posted,
  action: Action,
  sifted: Sifted,
  two: readonly Patch[],
): Filled['next'] {
  const { answers, problems, typed } = sifted;
  const openRow = rowToOpen(compiled, action, posted, problems[0] ?? two[0]);
  const shown: Again = {
    ...plain(posted),
    answers,
    problems,
    typed: { ...sift(compiled, answers, two).typed, ...typed },
    unsaved: two,
    others: othersOf(compiled, answers, two),
    openRow,
    landing: placeOfAction(action, openRow),
  };
  if (problems.length > 0) return { kind: 'again', status: 422, shown };
  if (!movesOn(action)) return { kind: 'again', status: two.length > 0 ? 409 : 200, shown };
  if (action.kind === 'next' || action.kind === 'review') {
    const { opened, carded } = justOpened(compiled, section, posted.answers, sifted.answers);
    if (opened.length + carded.length > 0) {
      const landing = opened[0] ?? carded[0];
      const again = { ...shown, opened, carded, landing, openRow: openRowIn(compiled, posted.fields) };
      return { kind: 'again', status: 200, shown: again };
    }
  }
  return whereTo(action, posted.part, sectionsOf(compiled, sifted.answers).length);
}

function whereTo(action: Action, part: number, parts: number): Filled['next'] {
  switch (action.kind) {
    case 'next':
      return part < parts ? { kind: 'part', part: part + 1 } : { kind: 'review' };
    case 'review':
      return { kind: 'review' };
    case 'back':
      return { kind: 'part', part: part - 1 };
    case 'later':
      return { kind: 'home' };
    default:
      return { kind: 'part', part };
  }
}

function bothVersions(
  compiled: CompiledWorksheet,
  posted: Posted,
  { typed, clash }: Weighed,
): Filled['next'] {
  const sifted = sift(compiled, posted.answers, typed);
  const others = othersOf(compiled, posted.answers, clash);
  const shown = {
    ...plain(posted),
    problems: sifted.problems,
    typed: sifted.typed,
    unsaved: typed.filter((patch) => sifted.accepted.includes(patch) || clash.includes(patch)),
    others,
    landing: Object.keys(others)[0],
    openRow: openRowIn(compiled, posted.fields),
  };
  return { kind: 'again', status: 409, shown };
}

function sectionsOf(compiled: CompiledWorksheet, answers: Answers): readonly Section[] {
  const shown = visibility(compiled, answers);
  return compiled.worksheet.sections.filter(({ id }) => shown.section(id));
}

/**
 * Of the section's items and fields, by control name: those that are shown now, were not before, and have no answer
 * yet; and those under which there is something to read now that was not said before.
 */
function justOpened(
  compiled: CompiledWorksheet,
  section: Section,
  before: Answers,
  after: Answers,
): Pick<Again, 'opened' | 'carded'> {
  const then = visibility(compiled, before);
  const now = visibility(compiled, after);
  const places = placesIn(compiled, section, after).filter((place) => isShown(now, place));
  const opened = places.filter((place) => {
    const item = itemAt(compiled, place);
    return item && takesAnswer(item) && !isShown(then, place) && !isAnswered(answerAt(after, place));
  });
  const carded = places.filter((place) => {
    const item = itemAt(compiled, place);
    return item && cardAt(now, item, place) !== undefined && cardAt(then, item, place) === undefined;
  });
  return { opened: opened.map(controlName), carded: carded.map(controlName) };
}

function placesIn(compiled: CompiledWorksheet, section: Section, answers: Answers): readonly Place[] {
  return section.items.flatMap((item): Place[] => {
    const fields = [...(compiled.items.get(item.id)?.fields.keys() ?? [])];
    const inRows = rowsIn(item, answers).flatMap((row) =>
      fields.map((field) => ({ item: item.id, row: row.id, field })),
    );
    return [{ item: item.id }, ...inRows];
  });
}

function rowToOpen(
  compiled: CompiledWorksheet,
  action: Action,
  posted: Posted,
  first: Place | undefined,
): string | null {
  const mark = first && cardMark(compiled, first);
  if (mark !== undefined) return mark;
  switch (action.kind) {
    case 'add':
      return rowMark(action.place.item, posted.newRow);
    case 'open':
      return controlName(action.place);
    case 'remove':
    case 'close':
      return null;
    default:
      return openRowIn(compiled, posted.fields);
  }
}

/** Where the client was at work: the page starts there when it comes again, and not at its top. */
function placeOfAction(action: Action, openRow: string | null): string | undefined {
  if (!('place' in action)) return undefined;
  if (action.kind === 'remove') return action.place.item;
  return action.kind === 'add' ? (openRow ?? undefined) : controlName(action.place);
}

/** Was the map of the family on the page, or asked for? */
function isMapped({ fields }: Posted): boolean {
  return valuesOf(fields, MAP_OPEN)[0] === '1';
}

/** The card whose mark was posted. */
function openRowIn(compiled: CompiledWorksheet, fields: Fields): string | null {
  return Object.keys(fields).find((name) => cardMark(compiled, placeOf(name)) === name) ?? null;
}
