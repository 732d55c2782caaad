import { describe, expect, test } from '@jest/globals';
import { fromQuestionnaire } from './import.js';
import { MAX_DEPTH, MAX_ITEMS, MAX_LIST } from './limits.js';
import { ourExtension } from './urls.js';

/** A Questionnaire of these items. */
function formOf(...item: readonly unknown[]): unknown {
  return { resourceType: 'Questionnaire', status: 'draft', item };
}

function problemsWith(resource: unknown): readonly string[] {
  const result = fromQuestionnaire(resource);
  return 'problems' in result ? result.problems.map(({ where, message }) => `${where}: ${message}`) : [];
}

function group(linkId: string, item: readonly unknown[], more: object): object {
  return { linkId, type: 'group', text: 'G', item, ...more };
}

function many(prefix: string, count: number, type = 'string', more: object = {}): readonly object[] {
  return Array.from({ length: count }, (_, at) => ({ linkId: `${prefix}${at}`, type, text: 'A', ...more }));
}

function codes(count: number): readonly object[] {
  return Array.from({ length: count }, (_, at) => ({ code: `c${at}` }));
}

/** So many choices from one value set. */
function shared(count: number, include: object): unknown {
  const contained = [{ resourceType: 'ValueSet', id: 'v', compose: { include: [include] } }];
  return { ...(formOf(...many('q', count, 'choice', { answerValueSet: '#v' })) as object), contained };
}

/** Items in a group that is shown on conditions. */
function around(items: readonly unknown[], conditions: object): unknown {
  return formOf(group('part', [...many('x', 1), group('g', items, conditions)], {}));
}

/** So many conditions. */
function wait(count: number): object {
  const one = { question: 'x0', operator: 'exists', answerBoolean: true };
  return { enableWhen: Array.from({ length: count }, () => one), enableBehavior: 'any' };
}

/** A condition of ours, as JSON. */
const LONG = JSON.stringify({ any: Array.from({ length: 200 }, () => ({ item: 'x0', op: 'answered' })) });

describe('refused with its problems', () => {
  const question = (linkId: string, more: object = {}): object => ({
    linkId,
    type: 'string',
    text: 'A',
    ...more,
  });
  const looksAt = (linkId: string): object => ({
    enableWhen: [{ question: linkId, operator: 'exists', answerBoolean: true }],
  });

  test('a row that waits for what it holds', () => {
    const rows = { linkId: 'g', type: 'group', repeats: true, ...looksAt('a'), item: [question('a')] };
    expect(problemsWith(formOf(rows)).join()).toMatch(/circle/);
  });

  test.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /expected object/],
    ['another resource', { resourceType: 'Patient' }, /resourceType: .*expected "Questionnaire"/],
    ['no items', formOf(), /no items/],
    [
      'a linkId that is there twice',
      formOf(question('a'), { linkId: 'g', type: 'group', item: [question('a')] }),
      /^a: Several items/,
    ],
    ['an item that looks at itself', formOf(question('a', looksAt('a'))), /circle: a → a/],
    [
      'two that look at each other',
      formOf(question('a', looksAt('b')), question('b', looksAt('a'))),
      /circle/,
    ],
    [
      'a group that waits for what it holds',
      formOf({ linkId: 'g', type: 'group', ...looksAt('a'), item: [question('a')] }),
      /circle/,
    ],
    ['an item without a linkId', formOf({ type: 'string' }), /item\[0\].linkId/],
    ['a text that is none', formOf(question('a', { text: 5 })), /item\[0\].text/],
    [
      'an extension without an address',
      formOf(question('a', { extension: [{ valueString: 'x' }] })),
      /extension\[0\].url/,
    ],
    ['a name that we keep for ourselves', formOf(question('a', { 'extension:x': 1 })), /No element/],
    ['a number that JSON does not know', formOf(question('a', { maxLength: NaN })), /no JSON/],
    ['a function', formOf(question('a', { more: () => 1 })), /no JSON/],
    [
      'too many items',
      formOf(...Array.from({ length: MAX_ITEMS + 1 }, (_, index) => question(`q${index}`))),
      /2001 items/,
    ],
    [
      'too many options',
      formOf(question('a', { answerOption: Array.from({ length: MAX_LIST + 1 }, () => ({})) })),
      /answerOption/,
    ],
    ['too many options in all', shared(21, { concept: codes(500) }), /options of all items .* 10500\./],
    [
      'a value set of few and long words that many items name',
      shared(100, { concept: [{ code: 'c', display: 'x'.repeat(10_000) }] }),
      /options of all items .* \d+ characters\..* value set/,
    ],
    [
      'a value set whose codes all have a long system',
      shared(1, { concept: codes(100), system: 's'.repeat(10_000) }),
      /options of all items .* characters/,
    ],
    ['conditions of a group around many items', around(many('b', 100), wait(400)), /conditions of all items/],
    [
      'conditions of groups in groups around many items',
      around([group('h', many('b', 60), wait(100))], wait(100)),
      /conditions of all items .* \d+ characters\..* group/,
    ],
    [
      'a condition of ours of a group around many items',
      around(many('b', 100), { extension: [{ url: ourExtension('condition'), valueString: LONG }] }),
      /conditions of all items/,
    ],
    ['too many characters', formOf(question('a', { text: 'x'.repeat(4_000_001) })), /characters/],
    ['too many values', formOf(question('a', { more: Array.from({ length: 200_001 }, () => 1) })), /values/],
  ])('%s', (_name, resource, message) => expect(problemsWith(resource).join('\n')).toMatch(message));

  test('what a long form may well have is none', () => {
    const value = { valueCoding: { system: 'http://loinc.org', code: 'LA6568-5', display: 'Not at all' } };
    const extension = [{ url: 'http://hl7.org/fhir/StructureDefinition/ordinalValue', valueDecimal: 1 }];
    const answerOption = Array.from({ length: 6 }, () => ({ ...value, extension }));
    const parts = [0, 1, 2].map((part) =>
      group(`part${part}`, many(`q${part}.`, 100, 'choice', { answerOption }), part > 0 ? wait(100) : {}),
    );
    expect(problemsWith(formOf(...many('x', 1), ...parts))).toEqual([]);
  });

  test('what is nested too deep, and what holds itself', () => {
    let item: object = question('deepest');
    for (let depth = 0; depth < MAX_DEPTH; depth += 1)
      item = { linkId: `g${depth}`, type: 'group', item: [item] };
    expect(problemsWith(formOf(item))).toEqual([expect.stringContaining('nested')]);
    const endless = formOf(question('a')) as { item: unknown[] };
    endless.item.push(endless);
    expect(problemsWith(endless)).toEqual([expect.stringContaining('nested')]);
  });

  test('a long chain of conditions is none, and takes no long time', () => {
    const chain = Array.from({ length: 1_500 }, (_, index) =>
      question(`q${index}`, index > 0 ? looksAt(`q${index - 1}`) : {}),
    );
    const groups = [0, 1, 2].map((at) => ({
      linkId: `g${at}`,
      type: 'group',
      item: chain.slice(at * 500, at * 500 + 500),
    }));
    expect(problemsWith(formOf(...groups))).toEqual([]);
  });

  test.each<[string, string, object, RegExp]>([
    ['a condition that is no JSON', 'condition', { valueString: '{' }, /^a: /],
    ['no JSON', 'flag', { valueString: '{' }, /^a: /],
    ['no condition', 'condition', { valueString: '{"op":"eval","code":"process.exit()"}' }, /^a: /],
    [
      'an item that there is not',
      'condition',
      { valueString: '{"op":"answered","item":"nowhere"}' },
      /^a: No item/,
    ],
    ['a circle', 'condition', { valueString: '{"op":"answered","item":"a"}' }, /^a: .*circle/],
    ['no share class', 'share', { valueCode: 'X' }, /^a: /],
    ['a card without words', 'card', { valueString: '{"when":{"op":"answered"},"text":""}' }, /^a: /],
    ['a key of another type of item', 'noun', { valueString: 'person' }, /^a: /],
    ['something of another kind', 'wording', { valueString: 'true' }, /^a: /],
  ])('an extension of ours with %s', (_name, extension, value, message) => {
    const hostile = formOf(question('a', { extension: [{ url: ourExtension(extension), ...value }] }));
    expect(problemsWith(hostile).join('\n')).toMatch(message);
  });

  test.each([
    ['worksheet-id', { valueString: '../../etc' }],
    ['minutes', { valueInteger: -1 }],
    ['sum', { valueString: '{"name":"x","rule":"sum","items":["nowhere"]}' }],
    ['recurrence', { valueString: 'FREQ=EVERY' }],
  ])('an extension of ours at the top: %s', (extension, value) => {
    const hostile = {
      ...(formOf(question('a')) as object),
      extension: [{ url: ourExtension(extension), ...value }],
    };
    expect(problemsWith(hostile)).not.toEqual([]);
  });
});
