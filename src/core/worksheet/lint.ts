import type { Section, Worksheet } from './definition.js';
import type { FlagCode } from './flag-codes.js';
import { idProblems } from './lint/ids.js';
import { loopProblems } from './lint/loops.js';
import { outOfPlace } from './lint/out-of-place.js';
import type { LintProblem } from './lint/problem.js';
import { conditionProblems } from './lint/reach.js';
import { readabilityProblems } from './lint/readability.js';
import { codeProblems, referenceProblems } from './lint/references.js';
import { missingCitation, sheetProblems } from './lint/sheet.js';
import { sumProblems } from './lint/sums.js';
import { surveyOf, type LocatedSection, type Survey } from './lint/survey.js';

/** What a worksheet is held against. */
export interface Surroundings {
  /** The common blocks that it will stand among: its ids must differ from theirs, and it may look at their items. */
  readonly blocks?: readonly Section[];
  /** The flag codes that there are. Absent: any code will do. */
  readonly codes?: readonly FlagCode[];
}

/**
 * What is wrong with a worksheet that has the right shape. Errors: ids that are there twice, names of what does not
 * exist, conditions that go in a circle or can never be met, more required texts than a person bears. Warnings:
 * hard to read, no source. Empty when all is well.
 */
export function lintWorksheet(worksheet: Worksheet, surroundings: Surroundings = {}): readonly LintProblem[] {
  const survey = surveyOf(ownSections(worksheet), surroundings.blocks);
  return [
    ...errorsIn(worksheet, survey, surroundings),
    ...readabilityProblems(worksheet, survey),
    ...missingCitation(worksheet),
  ];
}

/** The errors alone, for reading what has been published before. */
export function lintErrors(worksheet: Worksheet, surroundings: Surroundings = {}): readonly LintProblem[] {
  return errorsIn(worksheet, surveyOf(ownSections(worksheet), surroundings.blocks), surroundings);
}

/** The errors of sections that belong to no worksheet yet, such as the common blocks. */
export function lintSections(sections: readonly LocatedSection[]): readonly LintProblem[] {
  return partProblems(surveyOf(sections));
}

function ownSections({ sections }: Worksheet): readonly LocatedSection[] {
  return sections.map((section, index) => ({ section, path: ['sections', index] }));
}

function errorsIn(worksheet: Worksheet, survey: Survey, { codes }: Surroundings): readonly LintProblem[] {
  return [
    ...partProblems(survey),
    ...sumProblems(worksheet.sums ?? [], survey),
    ...sheetProblems(worksheet, survey),
    ...(codes ? codeProblems(survey, codes) : []),
  ];
}

function partProblems(survey: Survey): readonly LintProblem[] {
  return [
    ...idProblems(survey),
    ...conditionProblems(survey),
    ...referenceProblems(survey),
    ...loopProblems(survey),
    ...outOfPlace(survey),
  ];
}
