import type { Worksheet } from '../definition.js';
import { optionsOf } from '../item-kinds.js';
import { gradeOf, wordsIn } from '../reading-grade.js';
import { warning, type DefinitionPath, type LintProblem } from './problem.js';
import { isForClinician, type Located, type Survey } from './survey.js';

/** The grade of school up to which a text is plain enough. */
const MAX_GRADE = 8;
/** Words that a question needs for its own grade to say anything. */
const ENOUGH_WORDS = 8;

/** Does what a client reads ask for more than eight years of school? Tells which question is the hardest. */
export function readabilityProblems(worksheet: Worksheet, survey: Survey): readonly LintProblem[] {
  const items = survey.everything.filter(({ home }) => !isForClinician(home));
  const sections = survey.sections.filter((home) => !isForClinician(home));
  const whole = gradeOf([
    ...said(worksheet.title, worksheet.intro, worksheet.contentNote),
    ...sections.flatMap(({ section }) => said(section.title, section.intro)),
    ...items.flatMap(textsOf),
    ...said(worksheet.closing),
  ]);
  if (whole <= MAX_GRADE) return [];
  const [path, id] = hardest(items);
  return [
    warning(
      path,
      `Clients need grade ${whole.toFixed(1)} to read this sheet; keep to ${MAX_GRADE}. ` +
        `Shorten the sentences and take shorter words${id === undefined ? '' : `, first in \`${id}\``}.`,
    ),
  ];
}

/** What a client reads of an item. */
function textsOf({ item }: Located): readonly string[] {
  const scale = 'scale' in item ? [item.scale.low, item.scale.high] : [];
  return [
    ...said(item.text, item.help, item.card?.text),
    ...scale,
    ...optionsOf(item).map(({ label }) => label),
  ];
}

function said(...texts: readonly (string | undefined)[]): readonly string[] {
  return texts.filter((text) => text !== undefined);
}

function hardest(items: readonly Located[]): readonly [DefinitionPath, string | undefined] {
  const graded = items
    .map(({ item, path }) => ({ id: item.id, path, texts: said(item.text, item.help) }))
    .filter(({ texts }) => wordsIn(texts.join(' ')).length >= ENOUGH_WORDS)
    .map(({ id, path, texts }) => ({ id, path, grade: gradeOf(texts) }));
  const [first] = graded.toSorted((a, b) => b.grade - a.grade);
  return first ? [[...first.path, 'text'], first.id] : [['title'], undefined];
}
