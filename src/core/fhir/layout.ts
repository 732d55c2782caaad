import type { Condition, GroupItem, Item, Section, Worksheet } from '../worksheet/definition.js';
import { CONTROLS } from './displays.js';
import { saysExactly, writeEnablement, type Scope } from './enable-when.js';
import { writeWord, writeWords } from './extensions.js';
import { hintOf, keptOf, type Foreign, type KeptName } from './hints.js';
import { answerField, fhirType } from './item-types.js';
import { restore } from './kept.js';
import { parentsOf, partedFrom } from './nesting.js';
import { fieldPath, fieldsOf, scopesOf, type Scopes } from './targets.js';
import type { Extension, QuestionnaireItem } from './types.js';
import { CONDITION, INTRO, REQUIRED_WHEN_SHOWN, SECTION_WORDS } from './words.js';
import { itemControl, partsOf, writeItem } from './write-item.js';

/** A worksheet as the tree of items that its Questionnaire has. */
export interface Node {
  /** The linkId, unless the part came with one of its own. */
  readonly path: string;
  /** Our own writing, without the children. */
  readonly plain: QuestionnaireItem;
  /** The same with what was kept, without the children that `children` has. */
  readonly element: QuestionnaireItem;
  readonly children: readonly Node[];
  /** The item that is answered here; for headings, sections and the parts of a composite item there is none. */
  readonly item?: Item;
}

/** Lays a worksheet out. Where conditions cannot be said in FHIR they stand in an extension of ours. */
export function layOut(worksheet: Worksheet): readonly Node[] {
  const scopes = scopesOf(worksheet);
  return worksheet.sections.flatMap((section) => sectionNodes(section, scopes));
}

/** The path of a section. */
export function sectionPath(id: string): string {
  return `section:${id}`;
}

function sectionNodes(section: Section, scopes: Scopes): readonly Node[] {
  const shown = shownWhen(section.showIf, scopes.items);
  const isTold = shown.isTold && section.gate === undefined && section.audience !== 'clinician';
  const items = nested(section.items, isTold, scopes.items, scopes);
  if (hintOf(section, 'as') === 'none') return items;
  const path = sectionPath(section.id);
  const extension = [...shown.extension, ...writeWords(section, SECTION_WORDS)];
  const plain: QuestionnaireItem = {
    linkId: path,
    type: 'group',
    text: section.title,
    ...shown.element,
    ...(extension.length > 0 && { extension }),
  };
  const intro = displayOf(section, 'intro', path, section.intro);
  return [{ path, plain, element: restore(plain, keptOf(section)), children: [...intro, ...items] }];
}

/** What stood inside another item is put back inside it. */
function nested(
  items: readonly Item[],
  isTold: boolean,
  scope: Scope,
  scopes: Scopes,
  group?: string,
): readonly Node[] {
  const parents = parentsOf(items);
  const placed = new Map<string, Placed>();
  const top: Node[] = [];
  for (const item of items) {
    const parent = placed.get(parents.get(item.id) ?? '');
    const { own, all } = partedFrom(parent?.conditions ?? [], item.showIf);
    const shown = shownWhen(own, scope);
    const told = shown.isTold && (parent?.isTold ?? isTold);
    const path = group === undefined ? item.id : fieldPath(group, item.id);
    const children: Node[] = [];
    const node = itemNode(item, { path, shown, isTold: told, scopes, children });
    (parent?.children ?? top).push(node);
    placed.set(item.id, { conditions: all, isTold: told, children });
  }
  return top;
}

interface Placed {
  readonly conditions: readonly Condition[];
  readonly isTold: boolean;
  readonly children: Node[];
}

interface Place {
  readonly path: string;
  readonly shown: Shown;
  readonly isTold: boolean;
  readonly scopes: Scopes;
  /** Filled with what turns out to stand inside. */
  readonly children: Node[];
}

/** Shown or not by what else there is: promises, the rows of another group. FHIR cannot require them. */
const DEPENDENT: readonly Item['type'][] = ['dynamic', 'link', 'links'];

function itemNode(item: Item, { path, shown, isTold, scopes, children }: Place): Node {
  const written = writeItem(item.type === 'group' ? asQuestion(item) : item, path);
  const canRequire = isTold && written.type !== 'display' && !DEPENDENT.includes(item.type);
  const extension = [
    ...(written.extension ?? []),
    ...shown.extension,
    ...(item.required !== undefined && !canRequire ? [writeWord(REQUIRED_WHEN_SHOWN, item.required)] : []),
  ];
  const plain: QuestionnaireItem = {
    ...written,
    ...shown.element,
    ...(item.required !== undefined && canRequire && { required: item.required }),
    ...(answerField(item) && { repeats: true }),
    ...(extension.length > 0 && { extension }),
  };
  const element = withoutTwoLists(restore(plain, keptOf(item)));
  children.push(...displaysOf(item, path), ...parts(item, element.linkId));
  if (item.type === 'group')
    children.push(...nested(fieldsOf(item), true, scopes.fields(item.id), scopes, item.id));
  return { path, plain, element, children, item };
}

/** One question with several answers is told by its group, all but the kind of answer. */
function asQuestion(group: GroupItem): Item {
  const { fields: _fields, type: _type, ...told } = group;
  const field = answerField(group);
  return field ? { ...field, ...told, fhir: field.fhir } : group;
}

/** Options that have been changed here take the place of the value set that they came from. */
function withoutTwoLists(element: QuestionnaireItem): QuestionnaireItem {
  if (element.answerOption === undefined || element.answerValueSet === undefined) return element;
  const { answerValueSet: _valueSet, ...rest } = element;
  return rest;
}

function parts(item: Item, linkId: string): readonly Node[] {
  return partsOf(item, linkId).map((element) => ({
    path: element.linkId,
    plain: element,
    element,
    children: [],
  }));
}

function displaysOf(item: Item, path: string): readonly Node[] {
  const help = fhirType(item) === 'display' ? [] : displayOf(item, 'help', path, item.help);
  if (item.type !== 'scale' && item.type !== 'grid') return help;
  const { low, high, min, max } = item.scale;
  return [
    ...help,
    ...displayOf(item, 'low', path, low === String(min) && !keptOf(item, 'low') ? undefined : low),
    ...displayOf(item, 'high', path, high === String(max) && !keptOf(item, 'high') ? undefined : high),
  ];
}

function displayOf(part: Foreign, name: KeptName, owner: string, text: string | undefined): readonly Node[] {
  if (text === undefined) return [];
  const path = displayPath(owner, name);
  const plain = writeDisplay(name, path, text);
  return [{ path, plain, element: restore(plain, keptOf(part, name)), children: [] }];
}

/** The path of a display that says what a part of ours has in a key of its own. */
export function displayPath(owner: string, name: string): string {
  return `${owner}:${name}`;
}

/** Such a display as we write it. */
export function writeDisplay(name: string, linkId: string, text = ''): QuestionnaireItem {
  const control = CONTROLS[name];
  const extension = control === undefined ? writeWord(INTRO, true) : itemControl(control);
  return { linkId, type: 'display', text, extension: [extension] };
}

interface Shown {
  readonly element: Pick<QuestionnaireItem, 'enableWhen' | 'enableBehavior'>;
  readonly extension: readonly Extension[];
  /** Does FHIR know when this is shown? */
  readonly isTold: boolean;
}

function shownWhen(condition: Condition | undefined, scope: Scope): Shown {
  if (condition === undefined) return { element: {}, extension: [], isTold: true };
  const enablement = writeEnablement(condition, scope);
  const isExact = enablement !== undefined && saysExactly(enablement, condition, scope);
  return {
    element: enablement ?? {},
    extension: isExact ? [] : [writeWord(CONDITION, condition)],
    isTold: enablement !== undefined,
  };
}
