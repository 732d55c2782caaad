import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { Answer, Answers, AnswerValue, Row } from '../../src/core/worksheet/answers.js';
import { type CompiledWorksheet, compile } from '../../src/core/worksheet/compile.js';
import type { Circumstances, Item, Promised, Worksheet } from '../../src/core/worksheet/definition.js';
import { isRecord } from '../../src/core/worksheet/reading.js';
import { tailor } from '../../src/core/worksheet/tailor.js';

const FOLDER = path.join(import.meta.dirname, '..', 'fixtures', 'filled');

/** What a fixture file holds: a value for each item, a list for a group's rows, `{ skipped: true }` for a skip. */
interface Written {
  readonly worksheet: string;
  readonly role?: Circumstances['role'];
  readonly decisions?: readonly string[];
  readonly promises?: readonly Promised[];
  readonly apart?: Circumstances['apart'];
  readonly answers: Readonly<Record<string, unknown>>;
}

/** A worksheet as somebody invented has filled it in. Rows bear the names that the file gives them. */
export interface FilledSheet {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly worksheetId: string;
  readonly circumstances: Circumstances;
  /** As the client gets it. */
  readonly compiled: CompiledWorksheet;
  readonly answers: Answers;
}

/** The changes of a draft that give these answers. */
export function patchesOf(answers: Answers): readonly object[] {
  return Object.entries(answers).flatMap(([item, given]): object[] => {
    if (!('rows' in given)) return [{ item, answer: given }];
    return given.rows.flatMap((row) =>
      Object.entries(row.answers).map(([field, value]) => ({ item, row: row.id, field, answer: value })),
    );
  });
}

/** Reads all filled sheets of the fixtures, tailored from the worksheets given. */
export function readFilled(worksheets: readonly Worksheet[]): readonly FilledSheet[] {
  return readdirSync(FOLDER)
    .toSorted()
    .map((file) => readOne(path.basename(file, '.yaml'), path.join(FOLDER, file), worksheets));
}

function readOne(name: string, file: string, worksheets: readonly Worksheet[]): FilledSheet {
  const { worksheet: id, answers, ...circumstances } = parse(readFileSync(file, 'utf8')) as Written;
  const worksheet = worksheets.find((one) => one.id === id);
  if (worksheet === undefined) throw new Error(`${name} fills in ${id}, and there is no such worksheet.`);
  const compiled = compile(tailor(worksheet, circumstances));
  const read = ([item, written]: [string, unknown]): [string, Answer] => [
    item,
    answerFrom(compiled.items.get(item)?.item, written),
  ];
  return {
    name,
    worksheetId: id,
    circumstances,
    compiled,
    answers: Object.fromEntries(Object.entries(answers).map(read)),
  };
}

function answerFrom(item: Item | undefined, written: unknown): Answer {
  if (isRecord(written) && written.skipped === true) return { skipped: true };
  if (item?.type !== 'group' || !Array.isArray(written)) return { value: written as AnswerValue };
  return { rows: (written as readonly Record<string, unknown>[]).map(rowFrom) };
}

function rowFrom({ row, ...fields }: Readonly<Record<string, unknown>>, index: number): Row {
  const answers = Object.entries(fields).map(([id, value]) => [id, answerFrom(undefined, value)]);
  return {
    id: typeof row === 'string' ? row : `row${index + 1}`,
    answers: Object.fromEntries(answers) as Answers,
  };
}
