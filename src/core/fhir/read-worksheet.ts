import type { FieldItem, Item, Section, Sum, Worksheet } from '../worksheet/definition.js';
import { extensionOf, readWords } from './extensions.js';
import type { Report } from './loss.js';
import { nameAll, type Names } from './naming.js';
import { planOf, type PlannedSection } from './plan.js';
import { readConditions, type Conditions } from './read-conditions.js';
import { isHidden, readItem, wordsOf, type Reading } from './read-item.js';
import { fieldPath } from './targets.js';
import { sectionPath } from './layout.js';
import type { Questionnaire } from './types.js';
import { ourExtension } from './urls.js';
import type { ValueSets } from './value-sets.js';
import { NOTES_WORDS, SECTION_WORDS, WORKSHEET_WORDS } from './words.js';

/** What a worksheet has to say and a Questionnaire without our extensions does not. */
const UNSAID = {
  fills: 'Whoever it is given to',
  when: 'When the clinician thinks fit',
  minutes: 10,
  share: 'P',
  riskBlock: false,
  citations: [],
  therapistNotes: { debrief: 'None came with this form.', contraindications: 'None came with this form.' },
} as const;
const NO_TITLE = 'Untitled form';
const NO_INTRO = 'Answer what you can.';

/** What reading a Questionnaire comes to before anything is kept of it. */
export interface Read {
  /** Not judged by the schema yet. */
  readonly worksheet: Worksheet;
  readonly sections: readonly PlannedSection[];
  readonly names: Names;
}

/** Reads a Questionnaire of the right shape and size, whose linkIds are all different. */
export function readWorksheet(questionnaire: Questionnaire, valueSets: ValueSets, report: Report): Read {
  const sections = planOf(questionnaire, valueSets);
  const names = nameAll(sections);
  const reading: Reading = { names, valueSets, report };
  const read = sections.map((section, index) => readSection(section, index, reading));
  const bare: Worksheet = {
    ...sumOfWeights(questionnaire, read),
    ...readRoot(questionnaire),
    sections: read,
  };
  const conditions = readConditions(sections, bare, names, report);
  return { worksheet: withConditions(bare, conditions), sections, names };
}

function readRoot(questionnaire: Questionnaire): Omit<Worksheet, 'sections'> {
  const { title, name, version, description } = questionnaire;
  const notes = { ...UNSAID.therapistNotes, ...readWords(questionnaire, NOTES_WORDS) };
  return {
    ...UNSAID,
    id: worksheetId(questionnaire),
    version: firstWords(version) ?? '1',
    title: firstWords(title, name) ?? NO_TITLE,
    intro: firstWords(description) ?? NO_INTRO,
    ...readWords(questionnaire, WORKSHEET_WORDS),
    therapistNotes: notes,
  };
}

/** A form that weighs its answers wants them added up, unless it says itself how it is scored. */
function sumOfWeights(questionnaire: Questionnaire, sections: readonly Section[]): Pick<Worksheet, 'sums'> {
  const items = sections.flatMap((section) => section.items);
  const weighed = items.filter(
    (item) => 'options' in item && item.options.some(({ weight }) => weight !== undefined),
  );
  const isOurs = extensionOf(questionnaire, ourExtension(WORKSHEET_WORDS.id.name)) !== undefined;
  const isScored = items.some(({ type, fhir }) => type === 'computed' && fhir !== undefined);
  if (isOurs || isScored || weighed.length < 2) return {};
  const sum: Sum = {
    name: 'Total',
    rule: 'sum',
    items: weighed.map(({ id }) => id),
    how: 'The weights that the form gives its answers, added up.',
  };
  return { sums: [sum] };
}

function firstWords(...texts: readonly (string | undefined)[]): string | undefined {
  return texts.find((text) => text !== undefined && /\S/.test(text));
}

const LONGEST_ID = 64;

/** A name in small letters and dashes, from whichever name the resource has. */
function worksheetId({ name, url, id, title }: Questionnaire): string {
  const named = firstWords(name, url?.split('/').at(-1), id, title) ?? '';
  const words = named
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .join('-');
  if (words === '') return 'imported';
  const whole = /^[a-z]/.test(words) ? words : `form-${words}`;
  return whole.slice(0, LONGEST_ID).replace(/-$/, '');
}

function readSection(planned: PlannedSection, index: number, reading: Reading): Section {
  const { element, displays } = planned;
  const { id } = reading.names.ofSection(planned);
  const items = planned.items.map((item) => readItem(item, reading));
  if (element === undefined) return { id, title: partTitle(index), items, fhir: { as: 'none' } };
  const intro = displays.intro?.text;
  return {
    id,
    title: wordsOf(element, partTitle(index)),
    ...(intro !== undefined && { intro }),
    ...readWords(element, SECTION_WORDS),
    items: isHidden(element) ? items.map((item) => ({ ...item, hidden: true })) : items,
  };
}

function partTitle(index: number): string {
  return `Part ${index + 1}`;
}

function withConditions(worksheet: Worksheet, conditions: Conditions): Worksheet {
  const conditioned = <Part extends Section | Item>(part: Part, path: string): Part => {
    const showIf = conditions.get(path);
    return showIf === undefined ? part : { ...part, showIf };
  };
  const itemWith = (item: Item): Item => {
    const whole = conditioned(item, item.id);
    if (whole.type !== 'group') return whole;
    const fields = whole.fields.map((field): FieldItem => conditioned(field, fieldPath(item.id, field.id)));
    return { ...whole, fields };
  };
  return {
    ...worksheet,
    sections: worksheet.sections.map((section) => ({
      ...conditioned(section, sectionPath(section.id)),
      items: section.items.map(itemWith),
    })),
  };
}
