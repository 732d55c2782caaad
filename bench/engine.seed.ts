import type { Answer, Answers } from '../src/core/worksheet/answers.js';
import type {
  Condition,
  FieldItem,
  Item,
  Option,
  Scale,
  Section,
  Sum,
  Worksheet,
} from '../src/core/worksheet/definition.js';

const SECTIONS = 10;
const ITEMS = 20;
const ROWS = 5;

const OPTIONS: readonly Option[] = ['never', 'rarely', 'sometimes', 'often'].map((value) => ({
  value,
  label: value,
}));
const SCALE: Scale = { min: 0, max: 10, step: 1, low: 'Not at all', high: 'Fully' };

/** 200 items in 10 sections: two of three hang on other answers, each section has a group, every fifth item a flag. */
export function bigWorksheet(): Worksheet {
  return {
    id: 'big',
    version: '1',
    title: 'Big',
    fills: 'Anyone',
    when: 'Any time',
    minutes: 60,
    share: 'P',
    riskBlock: false,
    intro: 'For measuring.',
    citations: [],
    therapistNotes: { debrief: 'None.', contraindications: 'None.' },
    sums: sums(),
    sections: Array.from({ length: SECTIONS }, (_, index): Section => ({
      id: `s${index}`,
      title: `Section ${index}`,
      ...(index > 0 && { showIf: { not: often(index * ITEMS - 1) } }),
      items: Array.from({ length: ITEMS }, (_item, at) => item(index * ITEMS + at)),
    })),
  };
}

function item(number: number): Item {
  const base = {
    id: `q${number}`,
    text: `Question ${number}: how has it been since the last time that we spoke of it?`,
    ...(number % 3 > 0 && { showIf: hangsOn(number) }),
    ...(number % 5 === 0 && {
      flags: [{ code: `CODE-${number % 4}`, level: 'read' as const, when: often(number) }],
    }),
  };
  if (number % ITEMS === 7) return { ...base, type: 'group', noun: 'person', fields: fields(number) };
  if (number % 4 === 1) return { ...base, type: 'scale', scale: SCALE };
  if (number % 4 === 2) return { ...base, type: 'long' };
  return { ...base, type: 'choice', options: OPTIONS };
}

function fields(number: number): readonly FieldItem[] {
  return [
    { id: 'name', type: 'text', text: 'Name', required: true },
    { id: 'close', type: 'scale', text: 'Close?', scale: SCALE },
    {
      id: 'how',
      type: 'choice',
      text: 'How?',
      options: OPTIONS,
      showIf: { item: 'close', op: 'gte', value: 4 },
    },
    {
      id: 'note',
      type: 'long',
      text: 'Note',
      showIf: { all: [{ item: 'how', op: 'answered' }, answered(number - 1)] },
    },
  ];
}

function hangsOn(number: number): Condition {
  const near = answered(number - (number % 3));
  if (number % 3 === 1) return near;
  return {
    any: [{ all: [near, { not: often(number - 1) }] }, { item: `q${number - 1}`, op: 'gte', value: 5 }],
  };
}

function answered(number: number): Condition {
  return { item: `q${number}`, op: 'answered' };
}

function often(number: number): Condition {
  return { item: `q${number}`, op: 'in', values: ['often'] };
}

function sums(): readonly Sum[] {
  const ids = Array.from({ length: SECTIONS * ITEMS }, (_, number) => `q${number}`);
  return [
    { name: 'Often', rule: 'count', items: ids, values: ['often'] },
    { name: 'Mean', rule: 'mean', items: ids, map: { never: 0, rarely: 1, sometimes: 2, often: 3 } },
    { name: 'Bars', rule: 'bars', items: ids },
  ];
}

/** An answer to every question, and five people in every group. */
export function bigAnswers(worksheet: Worksheet): Answers {
  const items = worksheet.sections.flatMap((section) => section.items);
  return Object.fromEntries(items.map((one, index) => [one.id, answerTo(one, index)]));
}

function answerTo(one: Item, index: number): Answer {
  if (one.type === 'group') {
    const rows = Array.from({ length: ROWS }, (_, row) => ({
      id: `r${row}`,
      answers: Object.fromEntries(one.fields.map((field) => [field.id, answerTo(field, row + 3)])),
    }));
    return { rows };
  }
  if (one.type === 'scale') return { value: index % 11 };
  if (one.type === 'choice') return { value: OPTIONS[index % 3]?.value ?? '' };
  return { value: 'We spoke on Friday evening. I said what I had done and did not explain it away.' };
}
