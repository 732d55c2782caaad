import type { Worksheet } from '../worksheet/definition.js';
import { explain, problemsIn } from '../worksheet/explain.js';
import { contentHash } from '../worksheet/hash.js';
import { lintErrors } from '../worksheet/lint.js';
import type { DefinitionPath, LintProblem } from '../worksheet/lint/problem.js';
import { worksheetSchema } from '../worksheet/schema.js';
import { keepAll, withoutItems } from './keep.js';
import { difference } from './kept.js';
import { whyUnfit } from './limits.js';
import { reportItem, reportKept, type Loss, type Report } from './loss.js';
import { reportUnfit } from './plan.js';
import { writeRoot } from './questionnaire.js';
import { readWorksheet, type Read } from './read-worksheet.js';
import { asQuestionnaire } from './shape.js';
import { structureProblems, type ImportProblem } from './structure.js';
import type { Questionnaire } from './types.js';
import { HASH_SYSTEM } from './urls.js';

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
 * that `toQuestionnaire` gives it back, and is named among the losses. A worksheet that was exported and has not been
 * changed since comes back as it was. Takes anything and never throws: what is no Questionnaire, exceeds the limits in
 * `limits.ts`, goes in a circle or brings data of ours that the rules for worksheets forbid is refused with problems.
 */
export function fromQuestionnaire(resource: unknown): Imported | Refused {
  const unfit = whyUnfit(resource);
  if (unfit !== undefined) return { problems: [{ where: '', message: unfit }] };
  const shaped = asQuestionnaire(resource);
  if ('faults' in shaped) return { problems: shaped.faults };
  const questionnaire = shaped.value;
  const structural = structureProblems(questionnaire);
  if (structural.length > 0) return { problems: structural };
  const losses = new Map<string, Loss>();
  const report: Report = (linkId, what, why) => {
    const key = `${what} ${linkId}`;
    if (!losses.has(key)) losses.set(key, { linkId, what, why, kept: true });
  };
  const read = readWorksheet(questionnaire, report);
  const { data: worksheet, error } = SCHEMA.safeParse(read.worksheet, { error: explain });
  if (!worksheet) return { problems: problemsOf(problemsIn(error), read) };
  const faults = lintErrors(worksheet).filter(isOfTheDefinition);
  if (faults.length > 0) return { problems: problemsOf(faults, read) };
  reportUnfit(read.sections, read.valueSets, report);
  const parts = keepAll({ ...read, worksheet }, (kept, element) => reportItem(kept, element, report));
  const { fhir: _provisional, ...ours } = parts;
  if (isOwn(questionnaire, ours)) return { worksheet: ours, losses: [] };
  const kept = difference(withoutItems(questionnaire), writeRoot(ours));
  if (kept) reportKept(kept, '', report);
  return { worksheet: { ...ours, fhir: kept ? { kept } : {} }, losses: [...losses.values()] };
}

/** Does the resource name the very content that it holds? Then it is an export of ours, and nothing foreign is in it. */
function isOwn({ identifier = [] }: Questionnaire, worksheet: Worksheet): boolean {
  const named = identifier.find(({ system }) => system === HASH_SYSTEM)?.value;
  return named !== undefined && named === contentHash(worksheet);
}

/** How many answers a form may ask for is for whoever publishes it to judge. */
function isOfTheDefinition({ path }: LintProblem): boolean {
  return path.at(-1) !== 'required';
}

/** Tells problems of the definition by the linkIds of what they are about. */
function problemsOf(problems: readonly LintProblem[], read: Read): readonly ImportProblem[] {
  return problems.map(({ path, message }) => ({ where: linkIdAt(path, read), message }));
}

function linkIdAt([root, section, , item, , field]: DefinitionPath, { sections }: Read): string {
  if (root !== 'sections') return '';
  const planned = sections[Number(section)];
  const plannedItem = planned?.items[Number(item)];
  // Where a question has several answers, the answer itself is the first field.
  const index = Number(field) - (plannedItem?.form === 'answers' ? 1 : 0);
  const element = plannedItem?.fields[index]?.element ?? plannedItem?.element ?? planned?.element;
  return element?.linkId ?? '';
}
