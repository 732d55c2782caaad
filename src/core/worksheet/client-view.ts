import type { Item, Worksheet } from './definition.js';

/**
 * The worksheet as it may reach a client's browser: without flags, sums, citations, what is said to
 * therapists of when and how to use it, and without the sections that are the clinician's.
 */
export function clientView(worksheet: Worksheet): Worksheet {
  const { sums: _sums, shareNote: _shareNote, ...rest } = worksheet;
  return {
    ...rest,
    fills: '',
    when: '',
    citations: [],
    therapistNotes: { debrief: '', contraindications: '' },
    sections: worksheet.sections
      .filter((section) => section.audience !== 'clinician')
      .map((section) => ({ ...section, items: section.items.map(withoutFlags) })),
  };
}

function withoutFlags(item: Item): Item {
  const { flags: _flags, ...plain } = item;
  if (plain.type !== 'group') return plain;
  return { ...plain, fields: plain.fields.map(({ flags: _fieldFlags, ...field }) => field) };
}
