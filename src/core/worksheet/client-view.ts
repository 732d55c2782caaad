import { isComparison } from './conditions.js';
import type { FlagRule, Item, Option, Section, Worksheet } from './definition.js';

/**
 * A tailored worksheet as it may reach a client's browser. What is named here goes through and nothing else, so that
 * a key that is added to the definition stays on the server until someone lets it pass: no flags, sums, citations,
 * gates, rhythm or words to therapists, and no section that is the clinician's. A gate's note would tell each partner
 * what the other has been asked.
 */
export function clientView(worksheet: Worksheet): Worksheet {
  const { id, version, title, minutes, share, intro, contentNote, closing, sections } = worksheet;
  return {
    id,
    version,
    title,
    minutes,
    share,
    intro,
    ...(contentNote !== undefined && { contentNote }),
    ...(closing !== undefined && { closing }),
    fills: '',
    when: '',
    riskBlock: false,
    citations: [],
    therapistNotes: { debrief: '', contraindications: '' },
    sections: sections.filter(({ audience }) => audience !== 'clinician').map(sectionView),
  };
}

function sectionView({ id, title, intro, showIf, share, items }: Section): Section {
  return {
    id,
    title,
    ...(intro !== undefined && { intro }),
    ...(showIf && { showIf }),
    ...(share && { share }),
    items: items.map(itemView),
  };
}

function itemView(item: Item): Item {
  return item.type === 'group' ? { ...view(item), fields: item.fields.map(view) } : view(item);
}

/** Items have too many keys of their own to be named one by one, so here what is kept back is named. */
function view<T extends Item>(item: T): T {
  const { flags, fhir: _fhir, ...rest } = item;
  const options = 'options' in item ? { options: item.options.map(optionView) } : {};
  return { ...rest, ...options, ...helpFor(item.id, flags ?? []) } as T;
}

/** What must not wait for somebody to read it, and dying or killing however it is put. */
const NEEDS_HELP = /^(SELF-HARM|HARM-OTHERS)$/u;

/**
 * Nobody watches a page, so an answer that a person has to act on the same day shows its writer where help is. Of the
 * flag its code and level stay behind, and a rule that looks at anything but this answer stays as a whole.
 */
function helpFor(id: string, flags: readonly FlagRule[]): Pick<Item, 'helpWhen'> {
  const rules = flags
    .filter(({ code, level }) => level === 'urgent' || NEEDS_HELP.test(code))
    .map(({ when }) => when)
    .filter((when) => isComparison(when) && (when.item ?? id) === id);
  const [first] = rules;
  if (first === undefined) return {};
  return { helpWhen: rules.length === 1 ? first : { any: rules } };
}

function optionView({ value, label, closes }: Option): Option {
  return { value, label, ...(closes && { closes }) };
}
