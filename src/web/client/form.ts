import type { JSX } from 'preact';
import type { Answer, Answers, Problem, Row } from '../../core/worksheet/answers.js';
import type { CompiledWorksheet } from '../../core/worksheet/compile.js';
import type { FieldItem, GroupItem, Item, ShareClass } from '../../core/worksheet/definition.js';
import { answerOf, isSkipped, rowsOf } from '../../core/worksheet/reading.js';
import type { Place } from '../../core/worksheet/validation.js';
import { type Visibility, visibility } from '../../core/worksheet/visibility.js';
import { type Card, cardAt } from './cards.js';
import { hasHint } from './hints.js';
import { messages } from './messages.js';
import type { Shell } from './model.js';
import { controlName, domId, textName } from './names.js';

/** What a part shows, apart from the worksheet itself. The maps are by control name. */
export interface FormState {
  readonly answers: Answers;
  readonly problems: readonly Problem[];
  readonly typed: Readonly<Record<string, string>>;
  readonly others: Readonly<Record<string, string>>;
  readonly opened: readonly string[];
  readonly carded: readonly string[];
  readonly openRow: string | null;
  /** Is the map of the family drawn on the page? */
  readonly mapped?: boolean | undefined;
  /** Name of the control, or mark of the row, that the page starts at. */
  readonly landing?: string | undefined;
  /** True once the script has taken over; before that every control is a plain form control. */
  readonly live: boolean;
}

/** What the questions ask of the page that they stand on. */
export interface Form extends FormState {
  readonly compiled: CompiledWorksheet;
  readonly shell: Shell;
  readonly shown: Visibility;
  /** What the server draws at once and the browser has scripts of their own for. */
  readonly drawn?: Drawn;
}

/** Parts of the page that are not in its own script, since few pages need them. */
export interface Drawn {
  /** The map of the family that the answers tell of. */
  map(form: Form): JSX.Element;
  /** Notes on phrases of a text; null where there are none. */
  wording(text: string): JSX.Element | null;
  /** Where help is. */
  help(): JSX.Element;
  /** What a hand that rests on "Leave now" is told. */
  leaveHelp(): string;
}

/** Puts a state together with what follows from it. */
export function formOf(compiled: CompiledWorksheet, shell: Shell, state: FormState): Form {
  return { ...state, compiled, shell, shown: visibility(compiled, state.answers) };
}

/** A state without anything out of the ordinary. */
export function plainState(answers: Answers): FormState {
  return { answers, problems: [], typed: {}, others: {}, opened: [], carded: [], openRow: null, live: false };
}

/** The answer at a place, if there is one. */
export function answerAt(answers: Answers, { item, row, field }: Place): Answer | undefined {
  const answer = answerOf(answers, item);
  if (row === undefined || field === undefined) return answer;
  const found = rowsOf(answer).find(({ id }) => id === row);
  return found && answerOf(found.answers, field);
}

/** The item at a place: the field where the place is in a row. */
export function itemAt(compiled: CompiledWorksheet, { item, field }: Place): Item | undefined {
  const entry = compiled.items.get(item);
  return field === undefined ? entry?.item : entry?.fields.get(field);
}

/** Is the item, or the field of the row, shown? */
export function isShown(shown: Visibility, { item, row, field }: Place): boolean {
  return row === undefined || field === undefined ? shown.item(item) : shown.field(item, row, field);
}

/** The rows of a group, as the page shows them: those that are given stand there before they are answered. */
export function rowsIn(item: Item, answers: Answers): readonly Row[] {
  const rows = rowsOf(answerOf(answers, item.id));
  if (item.type !== 'group' || item.given === undefined) return rows;
  return item.given.map(({ id }) => rows.find((row) => row.id === id) ?? { id, answers: {} });
}

/** The fields of a row that are shown. */
export function fieldsShown(form: Form, group: GroupItem, row: Row): readonly FieldItem[] {
  return group.fields.filter(({ id }) => form.shown.field(group.id, row.id, id));
}

/** A question on the page: its item, its place, and what is to be said beside it. */
export interface Question<T extends Item = Item> {
  readonly item: T;
  readonly place: Place;
  readonly name: string;
  readonly id: string;
  readonly answer: Answer | undefined;
  /** What was typed, where it differs from what could be saved. */
  readonly typed: string | undefined;
  readonly skipped: boolean;
  readonly problem: string | undefined;
  /** How another device answered, where there are two versions. */
  readonly other: string | undefined;
  readonly isNew: boolean;
  /** Does the page start here? */
  readonly isLanding: boolean;
  /** What the answers so far have the page say under it. */
  readonly card: Card | undefined;
  readonly drawn: Drawn | undefined;
  /** Who can see the answer, where it is not who can see the part. */
  readonly seenBy: string | undefined;
}

/** Gathers what a question needs to be drawn. */
export function questionAt<T extends Item>(form: Form, item: T, place: Place): Question<T> {
  const name = controlName(place);
  const answer = answerAt(form.answers, place);
  const problem = form.problems.find((one) => controlName(one) === name);
  return {
    item,
    place,
    name,
    id: domId(form.compiled, place),
    answer,
    typed: ownValue(form.typed, textName(item, place)),
    skipped: isSkipped(answer),
    problem: problem && messages.problem(problem, item),
    other: ownValue(form.others, name),
    isNew: form.opened.includes(name),
    isLanding: form.landing === name,
    card: cardAt(form.shown, item, place),
    drawn: form.drawn,
    seenBy: otherEyes(form, item, place),
  };
}

function ownValue(map: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

function otherEyes({ compiled, shell }: Form, item: Item, place: Place): string | undefined {
  const { worksheet, items } = compiled;
  const entry = items.get(place.item);
  const here = entry?.section.share ?? worksheet.share;
  const seenBy = (share: ShareClass): string => messages.seenBy[share](shell.clinicianName);
  const words = seenBy(item.share ?? entry?.item.share ?? here);
  return words === seenBy(here) ? undefined : words;
}

/** The ids of the texts that describe a question, for `aria-describedby`. */
export function describedBy({ item, id, problem, seenBy }: Question): string | undefined {
  const ids = [
    hasHint(item) && `${id}-help`,
    seenBy && `${id}-seen`,
    problem && `${id}-problem`,
    'wording' in item && item.wording && `${id}-wording`,
  ].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}
