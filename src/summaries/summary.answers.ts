import type { Answers, Row } from '../core/worksheet/answers.js';
import { compile, type CompiledWorksheet } from '../core/worksheet/compile.js';
import type { FieldItem, GroupItem, Item, ItemType, Section } from '../core/worksheet/definition.js';
import {
  displayAnswer,
  progress,
  rowLabel,
  type DisplayedAnswer,
  type SectionProgress,
} from '../core/worksheet/display.js';
import { visibility, type Visibility } from '../core/worksheet/visibility.js';
import { askedIn, type Prints, printsOf } from './never-printed.js';
import type {
  PrintedAnswer,
  PrintedCard,
  PrintedQuestion,
  PrintedSection,
  PrintedTie,
  SectionEntry,
  AnsweredWorksheet,
} from './summary.types.js';

/** A submission read for printing: its visible sections and how far it is filled in. */
export interface ReadSubmission {
  readonly sections: readonly PrintedSection[];
  readonly answered: number;
  readonly skipped: number;
  readonly leftOpen: number;
  /** How many of the questions that were asked are not printed, whatever was answered. */
  readonly withheld: number;
}

/** What one reading of a submission needs again and again. */
interface Reading {
  readonly compiled: CompiledWorksheet;
  readonly shown: Visibility;
  readonly answers: Answers;
  readonly prints: Prints;
}

/** The same within one section. */
interface SectionReading extends Reading {
  readonly section: Section;
}

/**
 * Turns a submission into what is printed of it. Hidden items never appear, whatever the answers hold, nor does what
 * `prints` keeps off paper.
 */
export function readSubmission(
  { worksheet, answers }: Pick<AnsweredWorksheet, 'worksheet' | 'answers'>,
  prints: Prints = printsOf(worksheet),
): ReadSubmission {
  const compiled = compile(worksheet);
  const reading: Reading = { compiled, shown: visibility(compiled, answers), answers, prints };
  const done = progress(compiled, answers);
  const total = (of: (section: SectionProgress) => number): number =>
    done.reduce((sum, section) => sum + of(section), 0);
  return {
    sections: worksheet.sections.flatMap((section) => {
      const own = done.find((candidate) => candidate.section === section.id);
      return own && own.total > 0 ? [printedSection(reading, section, own)] : [];
    }),
    answered: total(({ answered }) => answered),
    skipped: total(({ skipped }) => skipped),
    leftOpen: total(openOf),
    withheld: worksheet.sections.reduce((sum, section) => sum + withheldIn(reading, section), 0),
  };
}

function withheldIn({ shown, prints }: Reading, section: Section): number {
  return section.items
    .filter(({ id }) => shown.item(id))
    .flatMap((item) => askedIn(section, item))
    .filter((asked) => !prints(asked)).length;
}

function openOf({ total, answered, skipped }: SectionProgress): number {
  return total - answered - skipped;
}

function printedSection(reading: Reading, section: Section, done: SectionProgress): PrintedSection {
  const open = openOf(done);
  const entries = section.items
    .filter((item) => reading.shown.item(item.id) && reading.prints({ section, item, path: item.id }))
    .flatMap((item) => entryOf({ ...reading, section }, item));
  return {
    title: typeset(section.title),
    ...(open > 0 && { leftOpen: `${counted(open, 'question')} left open` }),
    entries,
  };
}

/** "1 question", "4 questions". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function entryOf(reading: SectionReading, item: Item): readonly SectionEntry[] {
  const answer = reading.answers[item.id];
  if (item.type === 'group' && answer && 'rows' in answer) return groupEntry(reading, item, answer.rows);
  const shown = displayAnswer(reading.compiled, item.id, answer, reading.answers);
  const question = printedQuestion(item, item.text, shown);
  return question ? [{ kind: 'question', question }] : [];
}

/** Answered by choosing among what the worksheet offers. */
const CHOSEN: ReadonlySet<ItemType> = new Set(['choice', 'scale', 'consent']);
/** Their answers are the worksheet's words, not the client's. */
const WORKSHEETS_OWN: ReadonlySet<ItemType> = new Set(['choice', 'multi', 'grid']);

function printedQuestion(item: Item, prompt: string, answer: DisplayedAnswer): PrintedQuestion | undefined {
  if (answer.kind === 'none') return undefined;
  return {
    prompt: typeset(prompt),
    closed: CHOSEN.has(item.type),
    answer: WORKSHEETS_OWN.has(item.type) ? typesetAnswer(answer) : answer,
  };
}

function typesetAnswer(answer: PrintedAnswer): PrintedAnswer {
  switch (answer.kind) {
    case 'text':
      return { kind: 'text', text: typeset(answer.text) };
    case 'list':
      return { kind: 'list', items: answer.items.map(typeset) };
    case 'skipped':
      return answer;
  }
}

/** A printer’s apostrophe in a worksheet’s own words. What a client wrote is never touched. */
export function typeset(text: string): string {
  return text.replace(/(?<=\p{L})'(?=\p{L})/gu, '’');
}

/** Rows that begin with two links tell of a tie between two others; all others are cards. */
function groupEntry(
  reading: SectionReading,
  group: GroupItem,
  rows: readonly Row[],
): readonly SectionEntry[] {
  if (rows.length === 0) return [];
  const [first, second] = group.fields;
  if (first?.type === 'link' && second?.type === 'link') {
    return [
      { kind: 'ties', title: typeset(group.text), ties: rows.map((row) => tieOf(reading, group, row)) },
    ];
  }
  const cards = rows.map((row, index) => cardOf(reading, group, row, index));
  return [{ kind: 'cards', title: typeset(group.text), cards }];
}

interface PrintedField {
  readonly field: FieldItem;
  readonly question: PrintedQuestion;
}

function fieldsOf(
  { compiled, shown, answers, prints, section }: SectionReading,
  group: GroupItem,
  row: Row,
): readonly PrintedField[] {
  return group.fields.flatMap((field) => {
    if (!shown.field(group.id, row.id, field.id)) return [];
    if (!prints({ section, item: field, path: `${group.id}.${field.id}` })) return [];
    const answer = displayAnswer(compiled, group.id, row.answers[field.id], answers, field.id);
    const question = printedQuestion(field, withoutHint(field.text), answer);
    return question ? [{ field, question }] : [];
  });
}

/** A card is called what its first text field says; a choice right after it says what this row is to the writer. */
function cardOf(reading: SectionReading, group: GroupItem, row: Row, index: number): PrintedCard {
  const fields = fieldsOf(reading, group, row);
  // A given row bears its name: its first text is a text like any other.
  const naming = group.given ? undefined : group.fields.find((field) => field.type === 'text');
  const after = naming && group.fields[group.fields.indexOf(naming) + 1];
  const role = fields.find(({ field }) => field === after && field.type === 'choice')?.question.answer;
  const roleText = role?.kind === 'text' ? role.text : undefined;
  return {
    name: rowLabel(group, row, index),
    ...(roleText !== undefined && { role: roleText }),
    fields: fields
      .filter(({ field, question }) => {
        const isName = field === naming && question.answer.kind === 'text';
        return !isName && !(field === after && roleText !== undefined);
      })
      .map(({ question }) => question),
  };
}

/** "Ruth – Samuel" and "married, from 1961, ended by death". */
function tieOf(reading: SectionReading, group: GroupItem, row: Row): PrintedTie {
  const fields = fieldsOf(reading, group, row);
  const ends = group.fields.slice(0, 2).map((end) => {
    const said = fields.find(({ field }) => field === end);
    return said ? flat(said.question.answer) : '?';
  });
  const rest = fields.filter(({ field }) => !group.fields.slice(0, 2).includes(field));
  return { between: ends.join(' – '), what: rest.map((field) => tiePart(group, field)).join(', ') };
}

/** The kind of a tie stands for itself; what follows it needs its question: "from 1961". */
function tiePart(group: GroupItem, { field, question }: PrintedField): string {
  const said = flat(question.answer);
  if (field.type !== 'choice') return `${lowerFirst(question.prompt)} ${said}`;
  const kind = lowerFirst(said);
  return field === group.fields[2] ? kind : `${lowerFirst(question.prompt)}: ${kind}`;
}

/** Without the bracket at its end that helps in filling in: "Birth year (a guess is fine)". */
function withoutHint(prompt: string): string {
  return prompt.replace(/\s*\([^()]*\)$/u, '');
}

function flat(answer: PrintedAnswer): string {
  switch (answer.kind) {
    case 'text':
      return answer.text;
    case 'list':
      return answer.items.join('; ');
    case 'skipped':
      return 'skipped';
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Says that there is more on the screen, without a word of what it is; nothing where all is printed. */
export function withheldNote(withheld: number): readonly string[] {
  return withheld === 0 ? [] : [`${counted(withheld, 'question')} not printed, to be read on the screen`];
}
