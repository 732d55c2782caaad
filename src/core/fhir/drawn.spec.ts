import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { drawn } from '../worksheet/drawn.fixtures.js';
import { contentHash } from '../worksheet/hash.js';
import { lintErrors } from '../worksheet/lint.js';
import { fromQuestionnaire } from './import.js';
import { toQuestionnaire } from './questionnaire.js';
test('x', () => {
  let n=0,ok=0,bad=0,ref=0;
  for (const { worksheet } of fc.sample(drawn, { numRuns: 600, seed: 5 })) {
    n++;
    if (lintErrors(worksheet).length) continue;
    const r = fromQuestionnaire(JSON.parse(JSON.stringify(toQuestionnaire(worksheet, {hash: contentHash(worksheet)}))));
    if ('problems' in r) { if (ref++ < 3) console.log(JSON.stringify(r.problems), JSON.stringify(worksheet.sections)); continue; }
    ok++;
    try { expect(r).toEqual({worksheet, losses: []}); } catch (e) { if (bad++ < 3) console.log(String((e as Error).message).slice(0, 1800)); }
  }
  console.log(n, ok, ref, bad);
}, 60000);
