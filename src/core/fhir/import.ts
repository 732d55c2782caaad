import type { Worksheet } from '../worksheet/definition.js';
import { explain, problemsIn } from '../worksheet/explain.js';
import { contentHash } from '../worksheet/hash.js';
import { lintErrors } from '../worksheet/lint.js';
import type { DefinitionPath, LintProblem } from '../worksheet/lint/problem.js';
import { worksheetSchema } from '../worksheet/schema.js';
import { extensionOf } from './extensions.js';
import { keepAll, withoutItems } from './keep.js';
import { difference, type Kept } from './kept.js';
import { whyUnfit } from './limits.js';
import { reportItem, reportKept, type Loss, type Report } from './loss.js';
import { reportUnfit, type PlannedItem, type PlannedSection } from './plan.js';
import { writeRoot } from './questionnaire.js';
import { readWorksheet, type Read } from './read-worksheet.js';
import { asQuestionnaire } from './shape.js';
import { structureProblems, type ImportProblem } from './structure.js';
import type { Questionnaire } from './types.js';
import { HASH_SYSTEM, ourExtension } from './urls.js';
import { valueSetsIn } from './value-sets.js';
import { CONDITION } from './words.js';

export type { ImportProblem } from './structure.js';
export type { Loss } from './loss.js';

const SCHEMA = worksheetSchema();

/** A worksheet made of a Questionnaire, and what of the Questionnaire it cannot say. */
export interface Imported {
  readonly worksheet: Worksheet;
  readonly losses: readonly Loss[];
}

/** Why no worksheet could be made of it. */
export interface Refused {
  readonly problems: readonly ImportProblem[];
}

/**
 * Makes a worksheet of any FHIR R4 Questionnaire. What has no place in a worksheet is kept in `fhir`, part by part, so
 * that `toQuestionnaire` gives it back, and is named among the losses; the worksheet shares it with the resource. A
 * worksheet that was exported and has not been changed since comes back as it was. Takes anything and never throws:
 * what is no Questionnaire, exceeds `limits.ts`, goes in a circle or brings data of ours that the rules for worksheets
 * forbid is refused with problems.
 */
export function fromQuestionnaire(resource: unknown): Imported | Refused {
  const unfit = whyUnfit(resource);
  if (unfit !== undefined) return { problems: [{ where: '', message: unfit }] };
  const shaped = asQuestionnaire(resource);
  if ('faults' in shaped) return { problems: shaped.faults };
  const questionnaire = shaped.value;
  const valueSets = valueSetsIn(questionnaire);
  const structural = structureProblems(questionnaire, valueSets);
  if (structural.length > 0) return { problems: structural };
  const losses = new Map<string, Loss>();
  const report: Report = (linkId, what, why) => {
    const key = `${what} ${linkId}`;
    if (!losses.has(key)) losses.set(key, { linkId, what, why, kept: true });
  };
  const read = readWorksheet(questionnaire, valueSets, report);
  const { data: worksheet, error } = SCHEMA.safeParse(read.worksheet, { error: explain });
  if (!worksheet) return { problems: problemsOf(problemsIn(error), read) };
  const faults = lintErrors(worksheet).filter((fault) => !isOfTheForm(fault, read, report));
  if (faults.length > 0) return { problems: problemsOf(faults, read) };
  reportUnfit(read.sections, valueSets, report);
  const parts = keepAll({ ...read, worksheet }, (kept, element) => reportItem(kept, element, report));
  const { fhir: _provisional, ...ours } = parts;
  const kept = difference(withoutItems(questionnaire), writeRoot(ours));
  if (isOwn(questionnaire, ours) && isPublication(kept)) return { worksheet: ours, losses: [] };
  if (kept) reportKept(kept, '', report);
  return { worksheet: { ...ours, fhir: kept ? { kept } : {} }, losses: [...losses.values()] };
}

/** Does the resource name the very content that it holds? Then it is an export of ours, and nothing foreign is in it. */
function isOwn({ identifier = [] }: Questionnaire, worksheet: Worksheet): boolean {
  const named = identifier.find(({ system }) => system === HASH_SYSTEM)?.value;
  return named !== undefined && named === contentHash(worksheet);
}

/** What a Questionnaire of ours says of its publication, and a server of its copy. */
const PUBLICATION = ['id', 'meta', 'url', 'identifier', 'name', 'status', 'subjectType', 'date', 'publisher'];

function isPublication({ theirs = {}, ours, within, order }: Kept = {}): boolean {
  const isAdded = ours === undefined && within === undefined && order === undefined;
  return isAdded && Object.keys(theirs).every((name) => PUBLICATION.includes(name));
}

/**
 * Is it a fault that lies with the form and hinders nothing here? What is never shown in it is never shown by us, and
 * how much it may require is for whoever publishes it to judge.
 */
function isOfTheForm({ path }: LintProblem, read: Read, report: Report): boolean {
  if (path.at(-1) === 'required') return true;
  if (!path.includes('showIf') || isOurs(plannedAt(path, read))) return false;
  report(linkIdAt(path, read), 'enableWhen', 'This can never be met, so it is never shown.');
  return true;
}

/** Does an extension of ours say when this, or something around it, is shown? */
function isOurs(planned: PlannedItem | PlannedSection | undefined): boolean {
  if (planned === undefined) return false;
  const { element } = planned;
  const hasOurs = element !== undefined && extensionOf(element, ourExtension(CONDITION.name)) !== undefined;
  return hasOurs || ('parent' in planned && isOurs(planned.parent));
}

/** Tells problems of the definition by the linkIds of what they are about. */
function problemsOf(problems: readonly LintProblem[], read: Read): readonly ImportProblem[] {
  return problems.map(({ path, message }) => ({ where: linkIdAt(path, read), message }));
}

function linkIdAt(path: DefinitionPath, read: Read): string {
  return plannedAt(path, read)?.element?.linkId ?? '';
}

function plannedAt(path: DefinitionPath, { sections }: Read): PlannedItem | PlannedSection | undefined {
  const [root, section, , item, , field] = path;
  if (root !== 'sections') return undefined;
  const planned = sections[Number(section)];
  const plannedItem = planned?.items[Number(item)];
  // Where a question has several answers, the answer itself is the first field.
  const index = Number(field) - (plannedItem?.form === 'answers' ? 1 : 0);
  return plannedItem?.fields[index] ?? plannedItem ?? planned;
}
