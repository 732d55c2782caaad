import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Worksheet } from '../worksheet/definition.js';
import { drawn, drawnWithFacets } from '../worksheet/drawn.fixtures.js';
import { contentHash } from '../worksheet/hash.js';
import { lintErrors } from '../worksheet/lint.js';
import { sheetOf } from '../worksheet/worksheet.fixtures.js';
import { catalogue } from './catalogue.fixtures.js';
import { fromQuestionnaire } from './import.js';
import { EVERYTHING } from './own.fixtures.js';
import { toQuestionnaire } from './questionnaire.js';
import type { Questionnaire } from './types.js';

function exported(worksheet: Worksheet): Questionnaire {
  const resource = toQuestionnaire(worksheet, { hash: contentHash(worksheet) });
  return JSON.parse(JSON.stringify(resource)) as Questionnaire;
}

describe('a worksheet of ours comes back from its Questionnaire as it was', () => {
  test('all 27 are looked at', () => expect(catalogue).toHaveLength(27));

  test.each(catalogue.map((worksheet) => [worksheet.id, worksheet] as const))('%s', (_id, worksheet) => {
    expect(fromQuestionnaire(exported(worksheet))).toEqual({ worksheet, losses: [] });
  });

  test('one that says everything there is to say', () => {
    expect(fromQuestionnaire(exported(EVERYTHING))).toEqual({ worksheet: EVERYTHING, losses: [] });
  });

  test.each([
    ['plain', drawn],
    ['with facets', drawnWithFacets],
  ])('any other, %s', (_name, arbitrary) =>
    fc.assert(
      fc.property(arbitrary, ({ worksheet }) => {
        const isGiven = worksheet.sections.some(({ items }) => items.some((item) => 'given' in item));
        fc.pre(!isGiven && lintErrors(worksheet).length === 0);
        expect(fromQuestionnaire(exported(worksheet))).toEqual({ worksheet, losses: [] });
      }),
      { numRuns: 60 },
    ),
  );

  test('one that weighs answers and sums none', () => {
    const options = [{ value: 'a', label: 'A', weight: 1 }];
    const items = ['one', 'two'].map((id) => ({ id, type: 'choice' as const, text: id, options }));
    const worksheet = sheetOf({ id: 'only', title: 'Only', items });
    expect(fromQuestionnaire(exported(worksheet))).toEqual({ worksheet, losses: [] });
  });

  test('from a server that gave it an id of its own and published it', () => {
    const copy = {
      ...exported(EVERYTHING),
      id: '7',
      meta: { versionId: '2' },
      date: '2026-11-24',
      publisher: 'Practice',
    };
    expect(fromQuestionnaire(copy)).toEqual({ worksheet: EVERYTHING, losses: [] });
  });
});

describe('a worksheet of ours that was changed elsewhere', () => {
  test('is foreign, and what was added is kept and told', () => {
    const changed = { ...exported(EVERYTHING), copyright: 'Theirs' };
    const result = fromQuestionnaire(changed);
    expect(result).toMatchObject({ losses: [{ linkId: '', what: 'copyright', kept: true }] });
    expect('worksheet' in result && toQuestionnaire(result.worksheet, { hash: '' })).toEqual(changed);
  });

  test('has our types where nothing was changed, and theirs where it was', () => {
    const text = JSON.stringify(exported(EVERYTHING)).replace(
      '"signed/name","type":"string"',
      '"signed/name","type":"text"',
    );
    const result = fromQuestionnaire(JSON.parse(text));
    const items = 'worksheet' in result ? result.worksheet.sections.flatMap((section) => section.items) : [];
    expect(items.find(({ id }) => id === 'trusts')).toMatchObject({
      type: 'grid',
      options: [{ value: 'money' }, {}],
    });
    expect(items.find(({ id }) => id === 'signed')).toMatchObject({ type: 'info', fhir: { as: 'group' } });
  });
});

test('the identity of a Questionnaire is its content', () => {
  expect(exported(EVERYTHING)).toMatchObject({
    resourceType: 'Questionnaire',
    id: contentHash(EVERYTHING),
    url: 'https://mendwork.org/fhir/Questionnaire/sample',
    name: 'Sample',
    status: 'active',
    version: '1',
  });
});

test('linkIds are never there twice', () => {
  const ids: string[] = [];
  const gather = (items: Questionnaire['item'] = []): void =>
    items.forEach(({ linkId, item }) => {
      ids.push(linkId);
      gather(item);
    });
  for (const worksheet of [EVERYTHING, ...catalogue]) {
    ids.length = 0;
    gather(exported(worksheet).item);
    expect(new Set(ids).size).toBe(ids.length);
  }
});
