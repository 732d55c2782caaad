import type { Item, Option, Section, Worksheet } from './definition.js';

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
  const { flags: _flags, fhir: _fhir, ...rest } = item;
  const options = 'options' in item ? { options: item.options.map(optionView) } : {};
  return { ...rest, ...options } as T;
}

function optionView({ value, label, closes }: Option): Option {
  return { value, label, ...(closes && { closes }) };
}
