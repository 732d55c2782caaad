import type { Worksheet } from '../definition.js';
import { isFixed } from '../starting.js';
import { valueFault } from '../values.js';
import { error, warning, type LintProblem } from './problem.js';
import { isForClinician, type Located, type Survey } from './survey.js';

/** Texts that a client may have to write before handing in: more than that is a wall. */
const MAX_REQUIRED_TEXTS = 10;

/** What the sheet as a whole asks of people and of time. */
export function sheetProblems(worksheet: Worksheet, survey: Survey): readonly LintProblem[] {
  return [
    ...requiredTexts(survey),
    ...survey.everything.flatMap(initialProblems),
    ...waitsForItself(worksheet),
  ];
}

function requiredTexts({ everything }: Survey): readonly LintProblem[] {
  const required = everything.filter(
    ({ item, home }) =>
      (item.type === 'text' || item.type === 'long') && item.required === true && !isForClinician(home),
  );
  const tooMany = required[MAX_REQUIRED_TEXTS];
  if (tooMany === undefined) return [];
  return [
    error(
      [...tooMany.path, 'required'],
      `${required.length} texts are required. Keep to ${MAX_REQUIRED_TEXTS}: let the others be skipped.`,
    ),
  ];
}

/** What a draft begins with has to be an answer; what nobody can answer needs one. */
function initialProblems({ item, path }: Located): readonly LintProblem[] {
  if (item.initial !== undefined) {
    const fault = valueFault(item, item.initial, () => new Set());
    return fault
      ? [error([...path, 'initial'], `This is no answer to \`${item.id}\`: ${fault.message}`)]
      : [];
  }
  if (!isFixed(item) || item.required !== true) return [];
  return [
    error([...path, 'required'], 'Nobody can answer this. Give it an `initial` value, or require nothing.'),
  ];
}

/** A sheet that waits for itself would never open. */
function waitsForItself({ id, gate = [] }: Worksheet): readonly LintProblem[] {
  return gate.flatMap((one, index) =>
    'worksheet' in one && one.worksheet === id
      ? [error(['gate', index, 'worksheet'], 'The sheet waits for itself here. Name another worksheet.')]
      : [],
  );
}

/** What its author should know of and may decide to keep. */
export function missingCitation({ citations }: Worksheet): readonly LintProblem[] {
  if (citations.length > 0) return [];
  return [warning(['citations'], 'No source is cited. Say where the ideas come from.')];
}
