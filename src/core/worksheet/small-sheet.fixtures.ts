import { parseWorksheet, WorksheetDefinitionError, type DefinitionProblem } from './parse.js';

/** A small worksheet as text, for the specs of what is read from files. Items follow its last line. */
export const HEAD = `id: small
version: '1'
title: Small
fills: Anyone
when: Any time
minutes: 5
share: P
riskBlock: false
intro: A small one.
citations: []
therapistNotes: { debrief: None., contraindications: None. }
sections:
  - id: only
    title: Only
    items:
`;
/** The line on which the first item begins. */
export const FIRST_ITEM_LINE = HEAD.split('\n').length;

/** What is wrong with a worksheet file; nothing when it can be read. */
export function problemsOf(source: string): readonly DefinitionProblem[] {
  try {
    parseWorksheet(source, 'small.yaml');
  } catch (error) {
    if (error instanceof WorksheetDefinitionError) return error.problems;
    throw error;
  }
  return [];
}

/** The problems of a worksheet with these items, as `line:column path message`; lines count from the first item. */
export function problems(items: string): readonly string[] {
  return problemsOf(HEAD + items).map(
    ({ line, column, path, message }) => `${line - FIRST_ITEM_LINE + 1}:${column} ${path} ${message}`,
  );
}
