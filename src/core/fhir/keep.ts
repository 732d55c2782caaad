import type { Item, KeptFhir, Section, Worksheet } from '../worksheet/definition.js';
import type { Displays } from './displays.js';
import { difference, type JsonObject, type Kept } from './kept.js';
import { displayPath, layOut, sectionPath, writeDisplay, type Node } from './layout.js';
import type { PlannedItem, PlannedSection } from './plan.js';
import type { Read } from './read-worksheet.js';
import { fieldPath } from './targets.js';
import type { QuestionnaireItem } from './types.js';

/** Told of every element, and of what is kept of it. */
export type OnKept = (kept: Kept | undefined, element: QuestionnaireItem) => void;

/** Keeps of every section, item and field what our own writing of it would not say. */
export function keepAll({ worksheet, sections, names }: Read, onKept: OnKept): Worksheet {
  const plain = plainByPath(layOut(worksheet));
  const keep = (path: string, element: QuestionnaireItem, isWhole: boolean): Kept | undefined => {
    const kept = difference(isWhole ? element : withoutItems(element), plain.get(path) ?? {});
    onKept(kept, element);
    return kept;
  };
  const keepItem = <Part extends Item>(item: Part, path: string, planned: PlannedItem): Part => {
    const kept = keep(path, planned.element, planned.form === 'unfit');
    return withFhir(item, { kept, ...displaysKept(planned.displays, path, plain) });
  };
  const keepFields = (item: Item, planned: PlannedItem): Item => {
    if (item.type !== 'group') return item;
    const byId = new Map(planned.fields.map((field) => [names.of(field).id, field]));
    const fields = item.fields.map((field) => {
      const from = byId.get(field.id);
      return from ? keepItem(field, fieldPath(item.id, field.id), from) : field;
    });
    return { ...item, fields };
  };
  const keepSection = (section: Section, planned: PlannedSection): Section => {
    const items = section.items.map((item, index) => {
      const from = planned.items[index];
      return from ? keepFields(keepItem(item, item.id, from), from) : item;
    });
    const path = sectionPath(section.id);
    const kept = planned.element && keep(path, planned.element, false);
    return withFhir({ ...section, items }, { kept, ...displaysKept(planned.displays, path, plain) });
  };
  return {
    ...worksheet,
    sections: worksheet.sections.map((section, index) => {
      const planned = sections[index];
      return planned ? keepSection(section, planned) : section;
    }),
  };
}

type PlainByPath = ReadonlyMap<string, JsonObject>;

function plainByPath(nodes: readonly Node[]): PlainByPath {
  const found = new Map<string, JsonObject>();
  const gather = ({ path, plain, children }: Node): void => {
    found.set(path, plain);
    children.forEach(gather);
  };
  nodes.forEach(gather);
  return found;
}

/** What stands inside is mapped on its own; an empty list of items, which FHIR does not allow, is kept. */
export function withoutItems(element: JsonObject): JsonObject {
  const { item, ...rest } = element;
  return Array.isArray(item) && item.length === 0 ? element : rest;
}

/** Something is kept, if only that it was there, of a display that we would not write ourselves. */
function displaysKept(displays: Displays, owner: string, written: PlainByPath): KeptFhir {
  return Object.fromEntries(
    Object.entries(displays).map(([name, display]) => {
      const path = displayPath(owner, name);
      const plain = written.get(path);
      return [
        name,
        difference(display, plain ?? writeDisplay(name, path, display.text)) ?? (plain ? undefined : {}),
      ];
    }),
  );
}

function withFhir<Part extends Section | Item>(part: Part, kept: KeptFhir): Part {
  const { fhir: { kept: _provisional, ...hints } = {}, ...rest } = part;
  const said = Object.entries({ ...hints, ...kept }).filter(([, value]) => value !== undefined);
  return (said.length > 0 ? { ...rest, fhir: Object.fromEntries(said) } : rest) as Part;
}
