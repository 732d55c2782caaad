import { z } from 'zod';
import type { Option, Section, Worksheet } from './definition.js';
import { explain, problemsIn } from './explain.js';
import { lintSections } from './lint.js';
import { error, type LintProblem } from './lint/problem.js';
import { parseDefinition } from './read-definition.js';
import { optionList, sectionSchema } from './schema.js';

/** What the worksheets of a catalogue share: sets of options by name, and the sections that every client's sheet has. */
export interface Library {
  /** Used in a worksheet file in place of a list, as in `options: FREQ`. */
  readonly options: Readonly<Record<string, readonly Option[]>>;
  readonly blocks: Blocks;
}

/** `opening` goes before a sheet's own sections; `risk`, where the sheet asks for it, and `closing` after them. */
export interface Blocks {
  readonly opening: Section;
  readonly risk: Section;
  readonly closing: Section;
}

/** Nobody is asked about danger before the practice has recorded who reads the answers. */
const RISK_PROTOCOL = 'risk_protocol';
const UNGATED = `Gate this block: \`gate: [{ decision: ${RISK_PROTOCOL} }]\`. Do not ask what no one will read.`;

const setName = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/, { error: 'Sets of options are named in capitals, such as FREQ.' });
const optionSets = z.record(setName, optionList);

/** The sets are read first, since the blocks of the same file may use them. */
const librarySchema: z.ZodType<Library> = z.unknown().transform((written, context) => {
  const named = z.object({ options: optionSets }).safeParse(written);
  const block = sectionSchema(named.data?.options ?? {});
  const whole = z.strictObject({
    options: optionSets,
    blocks: z.strictObject({ opening: block, risk: block, closing: block }),
  });
  const { data, error: faults } = whole.safeParse(written, { error: explain });
  for (const { path, message } of problemsIn(faults)) {
    context.addIssue({ code: 'custom', input: written, path: [...path], message });
  }
  return data ?? z.NEVER;
});

/**
 * Reads the common options and blocks (`worksheets/common.yaml`). `file` is only for messages.
 * @throws {WorksheetDefinitionError} listing every error at once
 */
export function parseLibrary(source: string, file: string): Library {
  return parseDefinition(source, file, { schema: librarySchema, lint: libraryProblems });
}

function libraryProblems({ blocks }: Library): readonly LintProblem[] {
  const { opening, risk, closing } = blocks;
  const isGated = risk.gate?.some((gate) => 'decision' in gate && gate.decision === RISK_PROTOCOL) === true;
  return [
    ...lintSections([
      { section: opening, path: ['blocks', 'opening'] },
      { section: risk, path: ['blocks', 'risk'] },
      { section: closing, path: ['blocks', 'closing'] },
    ]),
    ...(isGated ? [] : [error(['blocks', 'risk'], UNGATED)]),
  ];
}

/** The sections of `blocks` that a sheet gets; none when it is for the clinician alone. */
export function blocksFor(
  worksheet: Worksheet,
  blocks: Blocks,
): { readonly before: readonly Section[]; readonly after: readonly Section[] } {
  const isForClients = worksheet.sections.some(({ audience }) => audience !== 'clinician');
  if (!isForClients) return { before: [], after: [] };
  return {
    before: [blocks.opening],
    after: worksheet.riskBlock ? [blocks.risk, blocks.closing] : [blocks.closing],
  };
}

/** The worksheet, frozen like the one it is made of, with the common blocks around its own sections. */
export function withBlocks(worksheet: Worksheet, blocks: Blocks): Worksheet {
  const { before, after } = blocksFor(worksheet, blocks);
  const sections = Object.freeze([...before, ...worksheet.sections, ...after]);
  return Object.freeze({ ...worksheet, sections });
}
