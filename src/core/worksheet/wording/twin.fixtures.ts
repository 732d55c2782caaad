import { readFileSync } from 'node:fs';

interface WordingTwin {
  readonly rules: readonly { code: string; name: string; pattern: string; prompt: string; flags: string }[];
  readonly crisis_pattern: string;
  readonly tests: readonly { text: string; expect: readonly string[] }[];
}

const file = new URL('../../../../test/fixtures/worksheets.json', import.meta.url);

/** The wording helper as its authors wrote it down: rules, crisis pattern and sentences with the marks they expect. */
export const twin = (JSON.parse(readFileSync(file, 'utf8')) as { wording_helper: WordingTwin })
  .wording_helper;
