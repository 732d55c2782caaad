import { expect, test } from '@jest/globals';
import { markWording } from './marking.js';
import { RULES } from './rules.js';
import { phrasesOf, readPattern } from './steps.fixtures.js';
import { twin } from './twin.fixtures.js';

test('the rules say letter for letter what their authors wrote', () => {
  const ours = RULES.map(({ code, name, question, phrases }) => ({
    code,
    name,
    pattern: phrases.map(({ source }) => source).join('|'),
    prompt: question,
    flags: 'i',
  }));
  expect(ours).toEqual(twin.rules);
});

test('there are thirty sentences to go by', () => {
  expect(twin.tests).toHaveLength(30);
});

test.each(twin.tests)('"$text" is marked $expect', ({ text, expect: codes }) => {
  expect(codesOf(text)).toEqual(codes);
  expect(codesOf(text.replaceAll("'", '’'))).toEqual(codes);
});

/** Words of two rules; the spec of the marking says whose they are. */
const CLAIMED_TWICE = ['if you were'];

const phrases = RULES.flatMap((rule) => rule.phrases.map((phrase) => ({ code: rule.code, phrase })));

test.each(phrases)('$code marks all that $phrase speaks of, whatever the case', ({ code, phrase }) => {
  const whole = new RegExp(`^(?:${phrase.source})$`, 'i');
  const spoken = phrasesOf(readPattern(phrase.source)).filter(
    (text) => whole.test(text) && !CLAIMED_TWICE.includes(text),
  );
  expect(spoken).not.toEqual([]);
  for (const text of spoken) {
    expect([text, codesOf(text)]).toEqual([text, [code]]);
    expect([text, codesOf(`Well: ${text.toUpperCase()}.`)]).toEqual([text, [code]]);
  }
});

test.each([
  ['IF', 'I am sorry. Tell me if you are cold.'],
  ['IF', 'If you need me, call.'],
  ['BUT', 'I was wrong. But first the facts: I had the money.'],
  ['BUT', 'I know I hid it, and the butter is in the fridge.'],
  ['FEEL', 'I am sorry that I lied to you.'],
  ['FEEL', 'Tell me how you are today.'],
  ['EXCUSE', 'You waited because I was at her flat.'],
  ['EXCUSE', 'I meant to deceive you.'],
  ['BLAME', 'You made dinner and I did not come home.'],
  ['BLAME', 'We will both have time.'],
  ['MINIMIZE', 'It was wrong, and it went on for a year.'],
  ['MINIMIZE', 'I told you a lie each week.'],
  ['PASSIVE', 'I made mistakes and I broke your trust.'],
  ['PASSIVE', 'Things are hard for you now.'],
  ['SIDESTEP', 'You are sensitive to my tone, and I hear it.'],
  ['SIDESTEP', 'That did happen.'],
  ['PRESSURE', 'You do not have to forgive.'],
  ['PRESSURE', 'When will I have told you all? On Friday.'],
  ['SELF', 'I am working on this with my counselor.'],
  ['SELF', 'I feel so bad for you.'],
])('%s lets "%s" be', (_code, text) => {
  expect(codesOf(text)).toEqual([]);
});

test.each(RULES)('$code asks one question', ({ question }) => {
  expect(question.match(/\?/g)).toHaveLength(1);
});

function codesOf(text: string): readonly string[] {
  return markWording(text).map(({ code }) => code);
}
